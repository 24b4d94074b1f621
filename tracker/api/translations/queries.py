"""What may be wrong with the parameters of a query."""

QUERIES = {
    "The query is not understood.": ("Запрос не понят.", "Сұрау түсініксіз."),
    # Any parameter
    "“{name}” is not known here; known are: {names}.": (
        "«{name}» здесь не известен; известны: {names}.",
        "«{name}» мұнда белгісіз; белгілілері: {names}.",
    ),
    "“{name}” is not known here; known are: none.": (
        "«{name}» здесь не известен; параметров здесь нет.",
        "«{name}» мұнда белгісіз; мұнда параметрлер жоқ.",
    ),
    "“{name}” stands there {count} times; give it once.": (
        "«{name}» указан несколько раз ({count}); укажите его один раз.",
        "«{name}» {count} рет берілген; оны бір рет беріңіз.",
    ),
    "“{name}” has no value; give one, or leave it out.": (
        "У «{name}» нет значения; укажите его или уберите параметр.",
        "«{name}» мәні жоқ; мәнін беріңіз немесе параметрді алып тастаңыз.",
    ),
    "“{name}” has a NUL character in it; give text without one.": (
        "В «{name}» есть символ NUL; укажите текст без него.",
        "«{name}» ішінде NUL таңбасы бар; онсыз мәтін беріңіз.",
    ),
    # The clocks
    "“{value}” is not a day; give one as YYYY-MM-DD, such as 2026-01-31.": (
        "«{value}» — не день; укажите его как ГГГГ-ММ-ДД, например 2026-01-31.",
        "«{value}» күн емес; оны ЖЖЖЖ-АА-КК түрінде беріңіз, мысалы 2026-01-31.",
    ),
    "{day} is in the future; give a day no later than today, {today}.": (
        "{day} — в будущем; укажите день не позже сегодняшнего, {today}.",
        "{day} — болашақта; бүгіннен ({today}) кеш емес күнді беріңіз.",
    ),
    "“{value}” is not an instant; give one with its offset, such as 2026-01-31T12:00:00Z (in an "
    "address, write + as %2B).": (
        "«{value}» — не момент времени; укажите его со смещением, например 2026-01-31T12:00:00Z "
        "(в адресе + пишется как %2B).",
        "«{value}» уақыт сәті емес; оны ығысуымен беріңіз, мысалы 2026-01-31T12:00:00Z "
        "(мекенжайда + белгісі %2B деп жазылады).",
    ),
    "{instant} is in the future; give an instant that has passed.": (
        "{instant} — в будущем; укажите момент, который уже прошёл.",
        "{instant} — болашақта; өтіп кеткен сәтті беріңіз.",
    ),
    # Values
    "“{value}” is not a whole number from {least} to {most}.": (
        "«{value}» — не целое число от {least} до {most}.",
        "«{value}» {least} … {most} аралығындағы бүтін сан емес.",
    ),
    "Give words to read, up to {most} characters.": (
        "Укажите слова, которые нужно прочитать, до {most} символов.",
        "Оқылатын сөздерді беріңіз, {most} таңбаға дейін.",
    ),
    "Give true or false.": ("Укажите true или false.", "true немесе false беріңіз."),
    "Give 1 to {most} values with commas between them.": (
        "Укажите от 1 до {most} значений через запятую.",
        "Үтір арқылы 1–{most} мән беріңіз.",
    ),
    "A value stands there twice.": ("Значение указано дважды.", "Мән екі рет берілген."),
    "“{value}” is not known; known are: {known}.": (
        "«{value}» не известно; известны: {known}.",
        "«{value}» белгісіз; белгілілері: {known}.",
    ),
    "Give one or more words, up to {most} characters in all.": (
        "Укажите одно или несколько слов, всего до {most} символов.",
        "Бір немесе бірнеше сөз беріңіз, барлығы {most} таңбаға дейін.",
    ),
    "“{value}” is not a country; give ISO 3166-1 codes such as KZ,AZ.": (
        "«{value}» — не страна; укажите коды ISO 3166-1, например KZ,AZ.",
        "«{value}» ел емес; ISO 3166-1 кодтарын беріңіз, мысалы KZ,AZ.",
    ),
    "“{value}” is not a language; give ISO 639-1 codes such as ru,kk.": (
        "«{value}» — не язык; укажите коды ISO 639-1, например ru,kk.",
        "«{value}» тіл емес; ISO 639-1 кодтарын беріңіз, мысалы ru,kk.",
    ),
    "There is no {kind:text} “{slug}”; the list of them shows all.": (
        "Нет {kind} «{slug}»; все показывает их список.",
        "«{slug}» деген {kind} жоқ; барлығын олардың тізімі көрсетеді.",
    ),
    "initiative": ("инициативы", "бастама"),
    "milestone": ("вехи", "кезең"),
    "source": ("документа", "құжат"),
    "publisher": ("издателя", "баспагер"),
    "person": ("человека", "тұлға"),
    "organisation": ("организации", "ұйым"),
    "indicator": ("показателя", "көрсеткіш"),
    "statement": ("высказывания", "мәлімдеме"),
    # Pages, fields and what is nested
    "This is no cursor of this list in this ordering; take it from the `next` or `previous` "
    "address of a page, or leave it out for the first page.": (
        "Это не курсор этого списка в этом порядке; возьмите его из адреса `next` или `previous` "
        "страницы или уберите, чтобы получить первую страницу.",
        "Бұл осы реттегі осы тізімнің курсоры емес; оны беттің `next` немесе `previous` "
        "мекенжайынан алыңыз немесе бірінші бет үшін алып тастаңыз.",
    ),
    "This is no cursor of these changes; take it from `cursor` or `next` of a page, or leave it "
    "out to begin with the first change.": (
        "Это не курсор этих изменений; возьмите его из `cursor` или `next` страницы или уберите, "
        "чтобы начать с первого изменения.",
        "Бұл осы өзгерістердің курсоры емес; оны беттің `cursor` немесе `next` мәнінен алыңыз "
        "немесе бірінші өзгерістен бастау үшін алып тастаңыз.",
    ),
    # Two days
    "Say which day to compare with: from=YYYY-MM-DD.": (
        "Укажите, с каким днём сравнивать: from=ГГГГ-ММ-ДД.",
        "Қай күнмен салыстыру керегін көрсетіңіз: from=ЖЖЖЖ-АА-КК.",
    ),
    "{first} is not before {last}, the last day.": (
        "{first} — не раньше последнего дня, {last}.",
        "{first} соңғы күннен, {last}, бұрын емес.",
    ),
    "{last} is after the day asked about, {day}.": (
        "{last} — позже дня, на который спрошено, {day}.",
        "{last} сұралған күннен, {day}, кейін.",
    ),
    "Order by one or more of: {known}; with a minus before it, from the last.": (
        "Упорядочивать можно по: {known}; с минусом впереди — с конца.",
        "Реттеуге болатындар: {known}; алдында минус болса — соңынан бастап.",
    ),
    "“{name}” stands there twice.": ("«{name}» указано дважды.", "«{name}» екі рет берілген."),
    "Expand {most} at most at once.": (
        "Раскрывайте за раз не более {most}.",
        "Бір жолы ең көбі {most} ашып көрсетіледі.",
    ),
    "`fields` leaves “{name}” out; name it there too.": (
        "`fields` не включает «{name}»; назовите это поле и там.",
        "`fields` ішінде «{name}» жоқ; оны сонда да атаңыз.",
    ),
    "With `expand`, a page has {most} rows at most.": (
        "С `expand` на странице не более {most} строк.",
        "`expand` кезінде бетте ең көбі {most} жол болады.",
    ),
}
