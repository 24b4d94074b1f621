"""What any address may answer: the names of statuses, and what went wrong."""

REPLIES = {
    # The names of statuses
    "Bad Request": ("Неверный запрос", "Қате сұрау"),
    "Unauthorized": ("Требуется вход", "Кіру қажет"),
    "Forbidden": ("Запрещено", "Тыйым салынған"),
    "Not Found": ("Не найдено", "Табылмады"),
    "Method Not Allowed": ("Метод не поддерживается", "Әдіске рұқсат жоқ"),
    "Not Acceptable": ("Неприемлемо", "Қолайлы түрі жоқ"),
    "Conflict": ("Конфликт", "Қайшылық"),
    "Gone": ("Больше нет", "Енді жоқ"),
    "Precondition Failed": ("Условие не выполнено", "Шарт орындалмады"),
    "Content Too Large": ("Слишком большой запрос", "Сұрау тым үлкен"),
    "URI Too Long": ("Слишком длинный адрес", "Мекенжай тым ұзын"),
    "Request Header Fields Too Large": ("Слишком длинные заголовки", "Тақырыптар тым ұзын"),
    "Unsupported Media Type": ("Неподдерживаемый тип данных", "Деректер түріне қолдау жоқ"),
    "Unprocessable Content": ("Запрос не может быть выполнен", "Сұрауды орындау мүмкін емес"),
    "Precondition Required": ("Требуется условие", "Шарт қажет"),
    "Too Many Requests": ("Слишком много запросов", "Сұраулар тым көп"),
    "Internal Server Error": ("Внутренняя ошибка сервера", "Сервердің ішкі қатесі"),
    "Service Unavailable": ("Сервис недоступен", "Қызмет қолжетімсіз"),
    # What went wrong
    "There is nothing at this address.": (
        "По этому адресу ничего нет.",
        "Бұл мекенжайда ештеңе жоқ.",
    ),
    "There is nothing at this address; /api/v1/ lists what is.": (
        "По этому адресу ничего нет; что есть, перечисляет /api/v1/.",
        "Бұл мекенжайда ештеңе жоқ; не бар екенін /api/v1/ көрсетеді.",
    ),
    "There is no “{name}” as of {day}.": (
        "«{name}» по состоянию на {day} нет.",
        "{day} күнгі жағдай бойынша «{name}» жоқ.",
    ),
    "The address, with its query, is longer than what is read: 8,000 bytes always are.": (
        "Адрес вместе с запросом длиннее, чем читается; 8000 байт читаются всегда.",
        "Мекенжай сұрауымен бірге оқылатыннан ұзын; 8000 байт әрқашан оқылады.",
    ),
    "That is not allowed.": ("Это запрещено.", "Бұған рұқсат жоқ."),
    'Method "{method}" not allowed.': (
        "Метод «{method}» здесь не поддерживается.",
        "«{method}» әдісіне мұнда рұқсат жоқ.",
    ),
    "Replies are application/json; let `Accept` have that, or */*.": (
        "Ответы даются как application/json; укажите в `Accept` этот тип или */*.",
        "Жауаптар application/json түрінде беріледі; `Accept` ішінде соны немесе */* көрсетіңіз.",
    ),
    "The schema can be had as application/yaml and as application/json.": (
        "Схему можно получить как application/yaml и как application/json.",
        "Схеманы application/yaml және application/json түрінде алуға болады.",
    ),
    "There is no such form of the schema; known are: {known}.": (
        "Схемы в таком виде нет; известны: {known}.",
        "Схеманың мұндай түрі жоқ; белгілілері: {known}.",
    ),
    "The request is refused: its host is not ours, or it has too many parameters.": (
        "Запрос отклонён: это не наш хост, или в запросе слишком много параметров.",
        "Сұрау қабылданбады: хост біздікі емес немесе параметрлер тым көп.",
    ),
    "Something is wrong on our side. It has been logged.": (
        "Что-то не так на нашей стороне. Это записано в журнал.",
        "Біздің тарапта қате болды. Ол журналға жазылды.",
    ),
    "The database does not answer just now. Try again in a few seconds.": (
        "База данных сейчас не отвечает. Повторите через несколько секунд.",
        "Дерекқор қазір жауап бермейді. Бірнеше секундтан кейін қайталаңыз.",
    ),
    # Who asks
    "The token is not good: it is mistyped, unknown, expired or revoked.": (
        "Токен не годится: в нём опечатка, он неизвестен, истёк или отозван.",
        "Токен жарамсыз: ол қате терілген, белгісіз, мерзімі өткен немесе кері қайтарылған.",
    ),
    "Writing takes a token, as `Authorization: Bearer …`, or a session of the admin.": (
        "Для записи нужен токен, как `Authorization: Bearer …`, или сеанс редактора.",
        "Жазу үшін `Authorization: Bearer …` түріндегі токен немесе редактор сеансы қажет.",
    ),
    "This takes a token of scope “{needed}”; yours is “{given}”.": (
        "Для этого нужен токен с областью «{needed}»; у вашего — «{given}».",
        "Бұл үшін аясы «{needed}» токен қажет; сіздікінің аясы — «{given}».",
    ),
    "Your account lacks the permission {names}.": (
        "У вашей учётной записи нет права {names}.",
        "Сіздің есептік жазбаңызда {names} құқығы жоқ.",
    ),
    "CSRF Failed: {reason}": (
        "Проверка CSRF не пройдена: {reason}",
        "CSRF тексеруі өтпеді: {reason}",
    ),
    "Too many attempts. Try again in {seconds} {unit}.": (
        "Слишком много попыток. Попробуйте снова через {seconds} с.",
        "Әрекеттер тым көп. {seconds} секундтан кейін қайталап көріңіз.",
    ),
}
