"""What may be wrong with the body or the headers of a request that writes."""

REQUESTS = {
    # What was read before it is written
    '{header} takes the ETag that the row was read with, quotes and all, such as "17-3f2a", '
    "several with commas between them, or *.": (
        "{header} принимает ETag, с которым строка была прочитана, вместе с кавычками, например "
        '"17-3f2a", несколько через запятую или *.',
        '{header} жол оқылған ETag-ты тырнақшасымен қабылдайды, мысалы "17-3f2a", бірнешеуін '
        "үтір арқылы немесе *.",
    ),
    "Read it first, and send the ETag that came with it as If-Match: so nobody's change is "
    "overwritten unseen.": (
        "Сначала прочтите это и пришлите полученный ETag как If-Match: так ничьё изменение не "
        "будет затёрто незаметно.",
        "Алдымен оны оқып, бірге келген ETag-ты If-Match ретінде жіберіңіз: сонда ешкімнің "
        "өзгерісі байқаусыз өшірілмейді.",
    ),
    "It was changed since you read it. Read it again, and send the ETag that comes with it.": (
        "После того как вы это прочли, оно изменилось. Прочтите снова и пришлите новый ETag.",
        "Сіз оқығаннан кейін ол өзгерді. Қайта оқып, бірге келген ETag-ты жіберіңіз.",
    ),
    # What is sent again
    "This {header} came before with another request: take a new one.": (
        "Этот {header} уже пришёл с другим запросом: возьмите новый.",
        "Бұл {header} басқа сұраумен келген: жаңасын алыңыз.",
    ),
    "{header} takes 1 to 255 printable ASCII characters, such as a UUID.": (
        "{header} принимает от 1 до 255 печатных символов ASCII, например UUID.",
        "{header} басылатын 1–255 ASCII таңбасын қабылдайды, мысалы UUID.",
    ),
    "Give up to {most:number} characters, without null characters.": (
        "Укажите до {most} символов, без символов NUL.",
        "{most} таңбаға дейін беріңіз, NUL таңбаларынсыз.",
    ),
    # Statements
    "Not public yet: give a day no later than today, {day}.": (
        "Ещё не обнародовано: укажите день не позже сегодняшнего, {day}.",
        "Әлі жария болған жоқ: бүгіннен ({day}) кеш емес күнді беріңіз.",
    ),
    "Deadlines would wait for each other: {path}.": (
        "Сроки ждали бы друг друга: {path}.",
        "Мерзімдер бірін-бірі күтіп қалар еді: {path}.",
    ),
    "Say why: a withdrawal keeps its reason.": (
        "Укажите причину: она хранится вместе с отзывом.",
        "Себебін айтыңыз: ол кері қайтарумен бірге сақталады.",
    ),
    "Statement {id} is withdrawn already.": (
        "Высказывание {id} уже отозвано.",
        "{id} мәлімдемесі бұрыннан кері қайтарылған.",
    ),
    "It belongs to another initiative: {name}.": (
        "Она принадлежит другой инициативе: {name}.",
        "Ол басқа бастамаға жатады: {name}.",
    ),
    "A deadline counts from a milestone of the same initiative.": (
        "Срок отсчитывается от вехи той же инициативы.",
        "Мерзім сол бастаманың кезеңінен есептеледі.",
    ),
    "Say how long after it, such as P12M.": (
        "Укажите, через сколько после неё, например P12M.",
        "Одан кейін қанша уақыт өтетінін айтыңыз, мысалы P12M.",
    ),
    "Give a deadline, or one that counts from a milestone, or drop it.": (
        "Укажите срок, или срок от вехи, или снимите его.",
        "Мерзімді, немесе кезеңнен есептелетін мерзімді беріңіз, немесе оны алып тастаңыз.",
    ),
    "A deadline and a progress are of a milestone: name it.": (
        "Срок и ход работ бывают у вехи: назовите её.",
        "Мерзім мен орындалу барысы кезеңге жатады: оны атаңыз.",
    ),
    "Only what is met has a day on which it was: set the progress to met.": (
        "День выполнения есть только у выполненного: укажите progress met.",
        "Орындалған күн тек орындалған істе болады: progress мәнін met етіңіз.",
    ),
    "Years run from {year}.": ("Годы — от {year}.", "Жылдар — {year} жылынан."),
    "It begins after {day}, the day it was made public.": (
        "Начинается после {day}, дня обнародования.",
        "Ол жария болған күннен ({day}) кейін басталады.",
    ),
    "No later than the source's own day, {day}.": (
        "Не позже дня самого документа, {day}.",
        "Құжаттың өз күнінен ({day}) кеш емес.",
    ),
    # Names, countries, places, quantities
    "A slug never changes: links point at it.": (
        "Slug не меняется: на него ведут ссылки.",
        "Slug өзгермейді: оған сілтемелер бағытталған.",
    ),
    "Give a name in at least one language.": (
        "Укажите название хотя бы на одном языке.",
        "Атауын кемінде бір тілде беріңіз.",
    ),
    "“{code}” is not a country's code; give two capital letters such as KZ.": (
        "«{code}» — не код страны; укажите две заглавные буквы, например KZ.",
        "«{code}» ел коды емес; екі бас әріп беріңіз, мысалы KZ.",
    ),
    "The most can't be below the least.": (
        "Наибольшее не может быть меньше наименьшего.",
        "Ең үлкені ең кішісінен кем бола алмайды.",
    ),
    "Say where the geometry comes from.": (
        "Укажите, откуда взята геометрия.",
        "Геометрия қайдан алынғанын айтыңыз.",
    ),
    'Give an object of "type" and "coordinates", nothing else.': (
        "Укажите объект из «type» и «coordinates» и ничего больше.",
        "Тек «type» пен «coordinates» бар нысан беріңіз.",
    ),
    "The type is one of {types}.": ("Тип — один из: {types}.", "Түрі — мыналардың бірі: {types}."),
    "A LineString has two positions or more.": (
        "У LineString не меньше двух точек.",
        "LineString кемінде екі нүктеден тұрады.",
    ),
    "A Polygon's ring has four positions or more and ends on its first.": (
        "В контуре Polygon не меньше четырёх точек, и последняя совпадает с первой.",
        "Polygon контуры кемінде төрт нүктеден тұрады және біріншісімен аяқталады.",
    ),
    "Coordinates are lists that are not empty.": (
        "Координаты — непустые списки.",
        "Координаттар — бос емес тізімдер.",
    ),
    "A position is [longitude, latitude], from -180 to 180 and from -90 to 90 degrees.": (
        "Точка — это [долгота, широта], от -180 до 180 и от -90 до 90 градусов.",
        "Нүкте — [бойлық, ендік], -180-нен 180-ге және -90-нан 90-ға дейінгі градус.",
    ),
}
