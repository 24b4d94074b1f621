"""What may be wrong with a body that is sent to be written, in our words."""

BODIES = {
    "{count:number} things are wrong with the body; {shown:text}.": (
        "Ошибок в теле запроса: {count}; {shown}.",
        "Сұрау денесіндегі қателер: {count}; {shown}.",
    ),
    "`errors` has each": ("`errors` перечисляет каждую", "әрқайсысы `errors` ішінде"),
    "here are {most:number}": ("здесь первые {most}", "мұнда алғашқы {most}"),
    # Reading it
    "Bodies are read as JSON: send it with `Content-Type: application/json`.": (
        "Тело читается как JSON: пришлите его с `Content-Type: application/json`.",
        "Дене JSON ретінде оқылады: оны `Content-Type: application/json` түрінде жіберіңіз.",
    ),
    "The body is too large; up to {most} bytes are read.": (
        "Тело слишком велико; читается до {most} байт.",
        "Дене тым үлкен; {most} байтқа дейін оқылады.",
    ),
    "The body ended before it was complete.": (
        "Тело оборвалось, не дойдя до конца.",
        "Дене аяғына жетпей үзілді.",
    ),
    "The body is not read: it is nested too deep.": (
        "Тело не прочитано: в нём слишком глубокая вложенность.",
        "Дене оқылмады: ішіндегі кірістіру тым терең.",
    ),
    "The body is not JSON that can be read: {reason:text}": (
        "Тело — не JSON, который можно прочесть: {reason}",
        "Дене оқуға болатын JSON емес: {reason}",
    ),
    "the member “{name}” is given twice": (
        "поле «{name}» указано дважды",
        "«{name}» өрісі екі рет берілген",
    ),
    # Values
    "Give an object.": ("Укажите объект.", "Нысан беріңіз."),
    "There is no such member; known are: {names}.": (
        "Такого поля нет; известны: {names}.",
        "Мұндай өріс жоқ; белгілілері: {names}.",
    ),
    "Give a list.": ("Укажите список.", "Тізім беріңіз."),
    "Give up to {most:number} of them.": (
        "Укажите не больше {most}.",
        "Ең көбі {most} беріңіз.",
    ),
    "Give a text.": ("Укажите текст.", "Мәтін беріңіз."),
    "Give a text that is not empty.": ("Укажите непустой текст.", "Бос емес мәтін беріңіз."),
    "Give Latin letters, digits, hyphens and underscores, up to 80 of them.": (
        "Укажите латинские буквы, цифры, дефисы и подчёркивания, всего до 80.",
        "Латын әріптерін, цифрларды, дефистер мен астыңғы сызықтарды беріңіз, барлығы 80-ге дейін.",
    ),
    "Give a day as a text, such as 2026-01-31.": (
        "Укажите день текстом, например 2026-01-31.",
        "Күнді мәтінмен беріңіз, мысалы 2026-01-31.",
    ),
    "Give a whole number.": ("Укажите целое число.", "Бүтін сан беріңіз."),
    "Give a number.": ("Укажите число.", "Сан беріңіз."),
    "Give a number of up to 16 digits.": (
        "Укажите число не длиннее 16 цифр.",
        "16 цифрдан аспайтын сан беріңіз.",
    ),
    "Give a number of up to 4 digits behind the point.": (
        "Укажите число, у которого после точки не больше 4 цифр.",
        "Нүктеден кейін 4 цифрдан аспайтын сан беріңіз.",
    ),
    "Give one of {known}.": ("Укажите одно из: {known}.", "Мыналардың бірін беріңіз: {known}."),
    "Give a UUID, such as 7b0a4f3e-5d7c-4a35-9e0b-0d7a4f6b1c11.": (
        "Укажите UUID, например 7b0a4f3e-5d7c-4a35-9e0b-0d7a4f6b1c11.",
        "UUID беріңіз, мысалы 7b0a4f3e-5d7c-4a35-9e0b-0d7a4f6b1c11.",
    ),
    "Give the {name} of it, a text.": (
        "Укажите {name} этого, текстом.",
        "Оның {name} мәнін мәтінмен беріңіз.",
    ),
    "Give an address, such as https://example.org/page.": (
        "Укажите адрес, например https://example.org/page.",
        "Мекенжай беріңіз, мысалы https://example.org/page.",
    ),
    "“{code}” is not a language; give an ISO 639-1 code such as ru.": (
        "«{code}» — не язык; укажите код ISO 639-1, например ru.",
        "«{code}» тіл емес; ISO 639-1 кодын беріңіз, мысалы ru.",
    ),
    # Rows
    "There is no {kind:text} “{slug}”.": ("Нет {kind} «{slug}».", "«{slug}» деген {kind} жоқ."),
    "There is no “{slug}”.": ("«{slug}» нет.", "«{slug}» жоқ."),
    "There is no statement {id}.": ("Высказывания {id} нет.", "{id} мәлімдемесі жоқ."),
    "There is a row of that name already: {kind:text} “{slug}”.": (
        "Это имя занято: slug {kind} «{slug}».",
        "Бұл атау бос емес: «{slug}» деген {kind} бар.",
    ),
    "There is a statement {id} already; an id is of one statement.": (
        "Высказывание {id} уже есть; у каждого высказывания свой id.",
        "{id} мәлімдемесі бұрыннан бар; әр мәлімдеменің id мәні бөлек.",
    ),
    "“{slug}” is not deleted, as others hang on it: {others:list}.": (
        "«{slug}» не удаляется, от него зависят другие записи: {others}.",
        "«{slug}» жойылмайды, оған басқа жазбалар тәуелді: {others}.",
    ),
    "{count:number} initiative": ("инициативы — {count}", "бастамалар — {count}"),
    "{count:number} initiatives": ("инициативы — {count}", "бастамалар — {count}"),
    "{count:number} milestone": ("вехи — {count}", "кезеңдер — {count}"),
    "{count:number} milestones": ("вехи — {count}", "кезеңдер — {count}"),
    "{count:number} statement": ("высказывания — {count}", "мәлімдемелер — {count}"),
    "{count:number} statements": ("высказывания — {count}", "мәлімдемелер — {count}"),
    "{count:number} source": ("документы — {count}", "құжаттар — {count}"),
    "{count:number} sources": ("документы — {count}", "құжаттар — {count}"),
    "{count:number} observation": ("показания — {count}", "көрсеткіш мәндері — {count}"),
    "{count:number} observations": ("показания — {count}", "көрсеткіш мәндері — {count}"),
    "{count:number} participation": ("роли — {count}", "рөлдер — {count}"),
    "{count:number} participations": ("роли — {count}", "рөлдер — {count}"),
    "{count:number} place": ("места — {count}", "орындар — {count}"),
    "{count:number} places": ("места — {count}", "орындар — {count}"),
    # Initiatives, milestones, statements
    "This country stands before: give it once.": (
        "Эта страна уже указана: укажите её один раз.",
        "Бұл ел бұрын берілген: оны бір рет беріңіз.",
    ),
    "A deadline and a progress are of a milestone: give it too.": (
        "Срок и ход работ бывают у вехи: укажите и её.",
        "Мерзім мен орындалу барысы кезеңге жатады: оны да беріңіз.",
    ),
    "A milestone stays with its initiative: so do the statements about it.": (
        "Веха остаётся в своей инициативе, как и высказывания о ней.",
        "Кезең өз бастамасында қалады, ол туралы мәлімдемелер де.",
    ),
    "The last milestone has the last place, {last}: give the position.": (
        "Последняя веха занимает последнее место, {last}: укажите position.",
        "Соңғы кезең соңғы орында тұр, {last}: position мәнін беріңіз.",
    ),
    "Name the initiative, or a milestone of it.": (
        "Назовите инициативу или её веху.",
        "Бастаманы немесе оның кезеңін атаңыз.",
    ),
    "Say what was recorded wrongly: it is kept with the statement that is withdrawn.": (
        "Укажите, что было записано неверно: это хранится вместе с отозванным высказыванием.",
        "Не қате жазылғанын айтыңыз: ол кері қайтарылған мәлімдемемен бірге сақталады.",
    ),
    "Only a correction has it: name the statement that it `corrects`.": (
        "Это бывает только у исправления: назовите исправляемое высказывание в `corrects`.",
        "Бұл тек түзетуде болады: түзетілетін мәлімдемені `corrects` ішінде атаңыз.",
    ),
    "This role of this organisation is said before: say it once.": (
        "Эта роль этой организации уже названа: назовите её один раз.",
        "Бұл ұйымның бұл рөлі бұрын аталған: оны бір рет атаңыз.",
    ),
    "The role “{role}” of {organisation} is said twice; say it once.": (
        "Роль «{role}» ({organisation}) названа дважды; назовите её один раз.",
        "«{role}» рөлі ({organisation}) екі рет аталған; оны бір рет атаңыз.",
    ),
    "Statement {id} is corrected twice; it has one correction.": (
        "Высказывание {id} исправлено дважды; исправление бывает одно.",
        "{id} мәлімдемесі екі рет түзетілген; түзету біреу ғана болады.",
    ),
    "A statement in it was made public on {day}: give that day or a later one.": (
        "Высказывание из него обнародовано {day}: укажите этот день или более поздний.",
        "Ондағы мәлімдеме {day} күні жария болды: осы күнді немесе кейінгісін беріңіз.",
    ),
}
