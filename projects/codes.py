"""Closed lists of codes for what is tracked and what is said of it."""

from sources.codes import Code


class Progress(Code):
    """How far a milestone is, as a source says."""

    NOT_STARTED = "not_started", "Not started", "Не начато", "Басталған жоқ"
    IN_PROGRESS = "in_progress", "In progress", "Выполняется", "Орындалуда"
    SUSPENDED = "suspended", "Suspended", "Приостановлено", "Тоқтатыла тұрды"
    MET = "met", "Met", "Выполнено", "Орындалды"
    CANCELLED = "cancelled", "Cancelled", "Отменено", "Күшін жойды"


class State(Code):
    """How a milestone stands on a day, worst first; derived, never said."""

    OVERDUE = "overdue", "Overdue", "Срок прошёл", "Мерзімі өтті"
    SUSPENDED = "suspended", "Suspended", "Приостановлено", "Тоқтатыла тұрды"
    DUE_SOON = "due_soon", "Due soon", "Срок близко", "Мерзімі жақын"
    UNSCHEDULED = "unscheduled", "No deadline", "Без срока", "Мерзімсіз"
    SCHEDULED = "scheduled", "Scheduled", "Запланировано", "Жоспарланды"
    MET = "met", "Met", "Выполнено", "Орындалды"
    CANCELLED = "cancelled", "Cancelled", "Отменено", "Күшін жойды"


class Standing(Code):
    """What a version says of a milestone whatever the day: the part of its state that is stored."""

    RUNNING = "running", "Running", "Идёт", "Жүруде"
    SUSPENDED = "suspended", "Suspended", "Приостановлено", "Тоқтатыла тұрды"
    MET = "met", "Met", "Выполнено", "Орындалды"
    CANCELLED = "cancelled", "Cancelled", "Отменено", "Күшін жойды"


class Lateness(Code):
    """Whether a milestone was, or is, later than its deadline."""

    NONE = "none", "Not late", "Без опоздания", "Кешікпеген"
    POSSIBLE = "possible", "Possibly late", "Возможно опоздание", "Кешігуі мүмкін"
    CERTAIN = "certain", "Late", "С опозданием", "Кешіккен"


class Move(Code):
    """What a statement did to a deadline."""

    FIRST = "first", "First stated", "Назван впервые", "Алғаш аталды"
    SLIP = "slip", "Moved later", "Перенесён на позже", "Кейінге шегерілді"
    PULL_IN = "pull_in", "Brought forward", "Перенесён на раньше", "Ертерекке ауыстырылды"
    FIRMED = "firmed", "Made firmer", "Уточнён", "Нақтыланды"
    LOOSENED = "loosened", "Made vaguer", "Размыт", "Бұлыңғырланды"
    REAFFIRMED = "reaffirmed", "Stated again", "Подтверждён", "Расталды"
    DROPPED = "dropped", "Dropped", "Снят", "Алынып тасталды"


class Stage(Code):
    """Where an initiative is in its life: the project status list of OC4IDS."""

    IDENTIFICATION = "identification", "Identification", "Определение", "Анықтау"
    PREPARATION = "preparation", "Preparation", "Подготовка", "Дайындық"
    IMPLEMENTATION = "implementation", "Implementation", "Реализация", "Іске асыру"
    COMPLETION = "completion", "Completion", "Завершение", "Аяқтау"
    MAINTENANCE = "maintenance", "Maintenance", "Эксплуатация", "Пайдалану"
    DECOMMISSIONING = "decommissioning", "Decommissioning", "Вывод", "Пайдаланудан шығару"
    DECOMMISSIONED = "decommissioned", "Decommissioned", "Выведено", "Пайдаланудан шығарылды"
    CANCELLED = "cancelled", "Cancelled", "Отменено", "Күшін жойды"


class Sector(Code):
    """What field an initiative is in."""

    COMMUNICATIONS = "communications", "Communications networks", "Сети связи", "Байланыс желілері"
    DATA_CENTRES = "data_centres", "Data centres", "Центры обработки данных", "Деректер орталықтары"
    COMPUTING = "computing", "Computing power", "Вычислительные мощности", "Есептеу қуаты"
    SPACE = "space", "Space", "Космос", "Ғарыш"
    DIGITAL_GOVERNMENT = (
        "digital_government",
        "Digital government",
        "Цифровое правительство",
        "Цифрлық үкімет",
    )
    LAW_AND_POLICY = "law_and_policy", "Law and policy", "Право и политика", "Құқық және саясат"
    CYBERSECURITY = "cybersecurity", "Cybersecurity", "Кибербезопасность", "Киберқауіпсіздік"
    EDUCATION = "education", "Education", "Образование", "Білім беру"
    CITIES = "cities", "Cities and zones", "Города и зоны", "Қалалар мен аймақтар"
    INNOVATION = "innovation", "Innovation", "Инновации", "Инновация"
    INSTITUTIONS = "institutions", "Institutions", "Институты", "Институттар"
    TRADE = "trade", "Trade", "Торговля", "Сауда"


class MilestoneKind(Code):
    """What kind of event a milestone is."""

    AGREEMENT = "agreement", "Agreement signed", "Подписание соглашения", "Келісімге қол қою"
    APPROVAL = "approval", "Approval", "Согласование", "Келісу"
    STUDY = "study", "Surveys and design", "Изыскания и проект", "Ізденіс және жоба"
    PRODUCTION = "production", "Manufacture", "Производство", "Өндіру"
    START = "start", "Start of works", "Начало работ", "Жұмыстың басталуы"
    WORKS = "works", "Works done", "Завершение работ", "Жұмыстың аяқталуы"
    MIGRATION = "migration", "Migration", "Перенос", "Көшіру"
    LAUNCH = "launch", "Put into operation", "Ввод в работу", "Іске қосу"
    COMPLETION = "completion", "Completion", "Завершение", "Аяқтау"
    ADOPTION = "adoption", "Adoption", "Принятие", "Қабылдау"
    ENTRY_INTO_FORCE = "entry_into_force", "Entry into force", "Вступление в силу", "Күшіне енуі"
    PLAN = "plan", "Plan or measures drawn up", "Разработка плана или мер", "Жоспар әзірлеу"
    ESTABLISHMENT = "establishment", "Body set up", "Создание органа", "Орган құру"
    OTHER = "other", "Other", "Другое", "Басқа"


class Role(Code):
    """What an organisation does in an initiative."""

    LEAD = "lead", "Leads", "Руководит", "Жетекшілік етеді"
    FUNDER = "funder", "Funds", "Финансирует", "Қаржыландырады"
    BUILDER = "builder", "Builds", "Строит", "Салады"
    OPERATOR = "operator", "Operates", "Эксплуатирует", "Пайдаланады"
    OVERSEER = "overseer", "Oversees", "Контролирует", "Қадағалайды"
    PARTNER = "partner", "Takes part", "Участвует", "Қатысады"


class ObservationKind(Code):
    """Whether a quantity is what is promised or what there is."""

    TARGET = "target", "Target", "Цель", "Нысана"
    ACTUAL = "actual", "Actual", "Факт", "Нақты"


class ChangeResource(Code):
    """What kind of row changed."""

    PUBLISHER = "publisher", "Publisher", "Издатель", "Баспагер"
    PERSON = "person", "Person", "Человек", "Адам"
    ORGANISATION = "organisation", "Organisation", "Организация", "Ұйым"
    INDICATOR = "indicator", "Indicator", "Показатель", "Көрсеткіш"
    SOURCE = "source", "Source", "Источник", "Дереккөз"
    INITIATIVE = "initiative", "Initiative", "Инициатива", "Бастама"
    MILESTONE = "milestone", "Milestone", "Веха", "Кезең"
    STATEMENT = "statement", "Statement", "Высказывание", "Мәлімдеме"
