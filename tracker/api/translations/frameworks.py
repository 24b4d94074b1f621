"""What Django and REST framework may say of a value, in their words."""

FRAMEWORKS = {
    # REST framework
    "This field is required.": ("Это поле обязательно.", "Бұл өріс міндетті."),
    "This field may not be null.": ("Это поле не может быть null.", "Бұл өріс null бола алмайды."),
    "This field may not be blank.": (
        "Это поле не может быть пустым.",
        "Бұл өріс бос бола алмайды.",
    ),
    "This list may not be empty.": (
        "Этот список не может быть пустым.",
        "Бұл тізім бос бола алмайды.",
    ),
    "Ensure this field has no more than {most:number} characters.": (
        "Здесь должно быть не больше {most} символов.",
        "Мұнда ең көбі {most} таңба болуы керек.",
    ),
    "Ensure this field has at least {least:number} characters.": (
        "Здесь должно быть не меньше {least} символов.",
        "Мұнда кемінде {least} таңба болуы керек.",
    ),
    "Ensure this field has no more than {most:number} elements.": (
        "Здесь должно быть не больше {most} элементов.",
        "Мұнда ең көбі {most} элемент болуы керек.",
    ),
    "Ensure this field has at least {least:number} elements.": (
        "Здесь должно быть не меньше {least} элементов.",
        "Мұнда кемінде {least} элемент болуы керек.",
    ),
    "Ensure this value is less than or equal to {most}.": (
        "Значение должно быть не больше {most}.",
        "Мән {most} санынан аспауы керек.",
    ),
    "Ensure this value is greater than or equal to {least}.": (
        "Значение должно быть не меньше {least}.",
        "Мән {least} санынан кем болмауы керек.",
    ),
    "Null characters are not allowed.": (
        "Символы NUL не допускаются.",
        "NUL таңбаларына рұқсат жоқ.",
    ),
    "Surrogate characters are not allowed: {character}.": (
        "Половины символов не допускаются: {character}.",
        "Таңбалардың жартысына рұқсат жоқ: {character}.",
    ),
    "No data provided": ("Данных нет", "Деректер жоқ"),
    "A valid integer is required.": ("Нужно целое число.", "Бүтін сан қажет."),
    "String value too large.": ("Слишком длинное значение.", "Мән тым ұзын."),
    "Must be a valid UUID.": ("Нужен UUID.", "UUID қажет."),
    "Must be a valid boolean.": ("Нужно true или false.", "true немесе false қажет."),
    '"{value}" is not a valid choice.': (
        "«{value}» нет среди допустимых значений.",
        "«{value}» рұқсат етілген мәндердің қатарында жоқ.",
    ),
    "Date has wrong format. Use one of these formats instead: {formats}.": (
        "Дата записана неверно. Допустимый вид: {formats}.",
        "Күн қате жазылған. Рұқсат етілген түрі: {formats}.",
    ),
    "Expected a date but got a datetime.": (
        "Нужен день, а не момент времени.",
        "Уақыт сәті емес, күн қажет.",
    ),
    "Invalid data. Expected a dictionary, but got {kind}.": (
        "Нужен объект, а не {kind}.",
        "{kind} емес, нысан қажет.",
    ),
    # Django
    "This field cannot be null.": ("Это поле не может быть null.", "Бұл өріс null бола алмайды."),
    "This field cannot be blank.": (
        "Это поле не может быть пустым.",
        "Бұл өріс бос бола алмайды.",
    ),
    "Value {value} is not a valid choice.": (
        "Значения {value} нет среди допустимых.",
        "{value} мәні рұқсат етілгендердің қатарында жоқ.",
    ),
    "{model} with this {field} already exists.": (
        "Запись ({model}) с таким значением ({field}) уже есть.",
        "Мұндай мәні ({field}) бар жазба ({model}) бұрыннан бар.",
    ),
    "{model} instance with {field} {value} is not a valid choice.": (
        "Запись ({model}) со значением {value} ({field}) не подходит.",
        "{value} мәні ({field}) бар жазба ({model}) сәйкес келмейді.",
    ),
    "{model} instance with {field} {value} does not exist.": (
        "Нет записи ({model}) со значением {value} ({field}).",
        "{value} мәні ({field}) бар жазба ({model}) жоқ.",
    ),
    "Constraint “{name}” is violated.": (
        "Нарушено ограничение «{name}».",
        "«{name}» шектеуі бұзылды.",
    ),
    "Ensure this value has at most {most:number} character (it has {count:number}).": (
        "Здесь должно быть не больше {most} символов (сейчас {count}).",
        "Мұнда ең көбі {most} таңба болуы керек (қазір {count}).",
    ),
    "Ensure this value has at most {most:number} characters (it has {count:number}).": (
        "Здесь должно быть не больше {most} символов (сейчас {count}).",
        "Мұнда ең көбі {most} таңба болуы керек (қазір {count}).",
    ),
    "Ensure that there are no more than {most:number} digits in total.": (
        "Всего должно быть не больше {most} цифр.",
        "Барлығы ең көбі {most} цифр болуы керек.",
    ),
    "Ensure that there are no more than {most:number} decimal places.": (
        "После запятой должно быть не больше {most} цифр.",
        "Үтірден кейін ең көбі {most} цифр болуы керек.",
    ),
    "“{value}” value must be an integer.": (
        "«{value}» — не целое число.",
        "«{value}» бүтін сан емес.",
    ),
    "“{value}” value must be a decimal number.": ("«{value}» — не число.", "«{value}» сан емес."),
    "“{value}” value must be either True or False.": (
        "«{value}» — не true и не false.",
        "«{value}» true да, false та емес.",
    ),
    "“{value}” value has an invalid date format. It must be in YYYY-MM-DD format.": (
        "«{value}» — не день; укажите его как ГГГГ-ММ-ДД.",
        "«{value}» күн емес; оны ЖЖЖЖ-АА-КК түрінде беріңіз.",
    ),
    "“{value}” value has the correct format (YYYY-MM-DD) but it is an invalid date.": (
        "Дня «{value}» нет.",
        "«{value}» деген күн жоқ.",
    ),
    "Enter a valid “slug” consisting of letters, numbers, underscores or hyphens.": (
        "Slug состоит из латинских букв, цифр, подчёркиваний и дефисов.",
        "Slug латын әріптерінен, цифрлардан, астыңғы сызықтар мен дефистерден тұрады.",
    ),
    "Enter a valid URL.": ("Укажите адрес в интернете.", "Интернет мекенжайын беріңіз."),
    "Value must be valid JSON.": ("Нужен JSON.", "JSON қажет."),
}
