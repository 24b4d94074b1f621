from django.db import migrations

from sources.word_index import index_words, make_function


class Migration(migrations.Migration):
    dependencies = [
        ("sources", "0002_change_log"),
    ]

    operations = [
        make_function(),
        index_words(
            "sources.Publisher", "sources.Person", "sources.Organisation", "sources.Source"
        ),
    ]
