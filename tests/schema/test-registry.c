/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "library.h"

#include <string.h>

typedef struct
{
  UoisRegistry *registry;
  const UoisType *reader;
  const UoisType *book;
  const UoisType *genre;
  const UoisType *loan;
  const UoisType *film;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture->registry = library_load ();
  fixture->reader = uois_registry_find_type (fixture->registry, "ReaderGQLModel");
  fixture->book = uois_registry_find_table (fixture->registry, "books");
  fixture->genre = uois_registry_find_table (fixture->registry, "genres");
  fixture->loan = uois_registry_find_table (fixture->registry, "loans");
  fixture->film = uois_registry_find_table (fixture->registry, "films");
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  uois_registry_unref (fixture->registry);
}

static const UoisField *
get_field (const UoisType *type, const char *name)
{
  const UoisField *field = uois_type_find_field (type, name);

  g_assert_nonnull (field);
  g_assert_true (type->fields.items[field->index] == field);
  return field;
}

static const UoisColumn *
get_column (const UoisType *type, const char *name)
{
  const UoisColumn *column = uois_type_find_column (type, name);

  g_assert_nonnull (column);
  g_assert_true (type->columns.items[column->index] == column);
  return column;
}

static void
test_domains (Fixture *fixture, gconstpointer data)
{
  guint length;
  const UoisDomain *const *domains = uois_registry_get_domains (fixture->registry, &length);

  /* In sidebar order, not in that of adding. */
  g_assert_cmpuint (length, ==, 2);
  g_assert_cmpstr (domains[0]->name, ==, "cinema");
  g_assert_cmpstr (domains[1]->name, ==, "library");
  g_assert_cmpstr (domains[1]->subgraph, ==, "library");
  g_assert_null (domains[0]->subgraph);
  g_assert_cmpstr (domains[1]->place, ==, "Teaching");
  g_assert_cmpstr (domains[1]->description, ==, "Books, and who has them.");
  g_assert_cmpstr (domains[1]->seed, ==, "{}");
  g_assert_nonnull (uois_domain_find_hook (domains[1], "loans"));
  g_assert_null (uois_domain_find_hook (domains[1], "lones"));
  g_assert_true (uois_registry_find_domain (fixture->registry, "cinema") == domains[0]);
}

static void
test_types (Fixture *fixture, gconstpointer data)
{
  const UoisType *result = uois_registry_find_type (fixture->registry, "BookResult");

  g_assert_cmpstr (fixture->reader->label, ==, "Reader");
  g_assert_cmpstr (fixture->reader->label_many, ==, "Readers");
  g_assert_cmpstr (fixture->reader->icon, ==, "avatar-default-symbolic");
  g_assert_cmpstr (fixture->book->icon, ==, "accessories-dictionary-symbolic");
  g_assert_true (fixture->genre->system);
  g_assert_true (fixture->loan->link);
  g_assert_true (fixture->film->local);
  g_assert_false (uois_registry_find_table (fixture->registry, "stamps")->exposed);
  g_assert_true (result->result);
  g_assert_null (result->table);
  g_assert_null (uois_registry_find_type (fixture->registry, "Nothing"));
  g_assert_null (uois_registry_find_table (fixture->registry, "nothing"));
  g_assert_null (uois_type_find_field (fixture->book, "nothing"));
  g_assert_null (uois_type_find_column (fixture->book, "nothing"));
}

static void
test_columns (Fixture *fixture, gconstpointer data)
{
  static const char *const names[] = {
    "id",        "name",      "isbn", "pages",      "price",   "read",         "shelf",        "genre_id",
    "author_id", "series_id", "twin", "lastchange", "created", "createdby_id", "changedby_id",
  };
  const UoisType *book = fixture->book;

  g_assert_cmpuint (book->columns.length, ==, G_N_ELEMENTS (names));
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    g_assert_cmpstr (book->columns.items[i]->name, ==, names[i]);

  g_assert_cmpint (get_column (book, "id")->kind, ==, UOIS_VALUE_UUID);
  g_assert_cmpint (get_column (book, "pages")->kind, ==, UOIS_VALUE_INTEGER);
  g_assert_cmpint (get_column (book, "price")->kind, ==, UOIS_VALUE_REAL);
  g_assert_cmpint (get_column (book, "read")->kind, ==, UOIS_VALUE_DATE);
  g_assert_cmpint (get_column (book, "lastchange")->kind, ==, UOIS_VALUE_DATETIME);
  g_assert_cmpint (get_column (fixture->reader, "is_vip")->kind, ==, UOIS_VALUE_BOOLEAN);
  g_assert_cmpstr (get_column (fixture->reader, "is_vip")->null_reads_as, ==, "false");
  g_assert_cmpstr (get_column (fixture->reader, "born")->default_text, ==, "2000");
  g_assert_true (get_column (fixture->reader, "name")->sorted);
  g_assert_true (get_column (fixture->reader, "name")->searched);
  g_assert_true (get_column (fixture->reader, "name")->required);
  g_assert_false (get_column (fixture->reader, "surname")->required);
  g_assert_cmpstr (get_column (book, "isbn")->aliases[0], ==, "ISBN");
  g_assert_cmpstr (get_column (book, "isbn")->aliases[1], ==, "isbn13");
  g_assert_null (get_column (book, "isbn")->aliases[2]);
  g_assert_null (get_column (book, "name")->aliases);
}

static void
test_references (Fixture *fixture, gconstpointer data)
{
  const UoisColumn *author = get_column (fixture->book, "author_id");
  const UoisColumn *createdby = get_column (fixture->book, "createdby_id");

  /* Three fields share the column; one of them is soft, so all are. */
  g_assert_true (author->target == fixture->reader);
  g_assert_false (author->enforced);
  g_assert_cmpstr (author->field->name, ==, "author");
  g_assert_true (get_field (fixture->book, "writer")->column == author);
  g_assert_true (get_field (fixture->book, "authorId")->column == author);
  g_assert_true (get_field (fixture->book, "authorId")->hidden);

  g_assert_true (get_column (fixture->book, "genre_id")->enforced);
  g_assert_true (get_column (fixture->book, "series_id")->enforced);
  g_assert_true (fixture->book->parent == get_column (fixture->book, "series_id"));
  g_assert_cmpuint (fixture->book->tree_order.length, ==, 1);
  g_assert_true (fixture->book->tree_order.items[0] == get_field (fixture->book, "genre"));
  g_assert_true (fixture->book->tree_members == get_field (fixture->book, "readers"));
  g_assert_true (fixture->book->tree_inherited.items[0] == get_field (fixture->book, "readers"));
  g_assert_cmpuint (fixture->book->together.length, ==, 1);
  g_assert_cmpuint (fixture->book->together.items[0]->columns.length, ==, 2);
  g_assert_true (fixture->book->together.items[0]->columns.items[0] == get_column (fixture->book, "genre_id"));
  g_assert_true (fixture->book->together.items[0]->columns.items[1] == get_column (fixture->book, "series_id"));

  /* Into another domain, by @target and by @audit: never enforced. */
  g_assert_false (get_column (fixture->film, "book_id")->enforced);
  g_assert_true (get_column (fixture->film, "book_id")->target == fixture->book);
  g_assert_true (get_column (fixture->book, "twin")->target == fixture->book);
  g_assert_false (get_column (fixture->book, "twin")->enforced);
  g_assert_true (createdby->target == fixture->reader);
  g_assert_true (createdby->audit);
  g_assert_false (createdby->enforced);
}

static void
test_audit (Fixture *fixture, gconstpointer data)
{
  const UoisField *own = get_field (fixture->book, "lastchange");

  g_assert_cmpstr (own->type, ==, "DateTime");
  g_assert_cmpstr (own->label, ==, "Last change");
  g_assert_true (own->column->audit);
  g_assert_cmpstr (get_field (fixture->reader, "lastchange")->type, ==, "DateTime!");
  g_assert_cmpint (get_field (fixture->book, "createdBy")->kind, ==, UOIS_FIELD_REFERENCE);
  g_assert_null (uois_type_find_field (fixture->book, "changedby"));
  g_assert_nonnull (uois_type_find_column (fixture->book, "changedby_id"));
  g_assert_null (uois_type_find_column (fixture->book, "rbacobject_id"));
  g_assert_nonnull (uois_type_find_column (fixture->reader, "rbacobject"));
  g_assert_null (uois_type_find_column (fixture->genre, "created"));
}

static void
test_local (Fixture *fixture, gconstpointer data)
{
  g_assert_true (get_column (fixture->book, "read")->local);
  g_assert_false (get_column (fixture->book, "name")->local);
  g_assert_false (get_column (fixture->book, "author_id")->local);
  g_assert_true (get_column (fixture->reader, "rbacobject")->local);
  g_assert_true (get_column (fixture->film, "name")->local);
  g_assert_true (get_column (uois_registry_find_table (fixture->registry, "stamps"), "number")->local);
  g_assert_true (get_field (fixture->reader, "written")->local);
  g_assert_true (get_field (fixture->film, "name")->local);
}

static void
test_sources (Fixture *fixture, gconstpointer data)
{
  const UoisField *loans = get_field (fixture->reader, "loans");
  const UoisField *books = get_field (fixture->reader, "books");
  const UoisField *friends = get_field (fixture->reader, "loans2");

  g_assert_cmpint (loans->kind, ==, UOIS_FIELD_MANY);
  g_assert_true (loans->target == fixture->loan);
  g_assert_true (loans->column == get_column (fixture->loan, "reader_id"));
  g_assert_true (loans->column->indexed);
  g_assert_cmpstr (loans->fixed_order, ==, "startdate");
  g_assert_true (loans->list);
  g_assert_true (loans->non_null);
  g_assert_true (loans->sorted);
  g_assert_cmpstr (loans->named_type, ==, "LoanGQLModel");

  g_assert_cmpint (books->kind, ==, UOIS_FIELD_THROUGH);
  g_assert_true (books->through == fixture->loan);
  g_assert_true (books->column == get_column (fixture->loan, "reader_id"));
  g_assert_true (books->far_column == get_column (fixture->loan, "book_id"));
  g_assert_cmpstr (books->filter->name, ==, "BookOther");

  g_assert_cmpint (friends->kind, ==, UOIS_FIELD_LIST);
  g_assert_null (friends->filter);
  g_assert_false (friends->sorted);
  g_assert_cmpuint (friends->arguments.length, ==, 2);
  g_assert_cmpstr (friends->arguments.items[1]->type, ==, "Int!");
  g_assert_cmpstr (friends->arguments.items[1]->default_text, ==, "100");

  g_assert_cmpint (get_field (fixture->reader, "fullName")->kind, ==, UOIS_FIELD_EXPRESSION);
  g_assert_cmpint (get_field (fixture->reader, "loanCount")->kind, ==, UOIS_FIELD_HOOK);
  g_assert_cmpstr (get_field (fixture->reader, "loanCount")->hook, ==, "loans");
  g_assert_cmpint (get_field (fixture->reader, "access")->kind, ==, UOIS_FIELD_OBJECT);
  g_assert_cmpstr (get_field (fixture->reader, "access")->sql, ==, "id");
  g_assert_cmpint (get_field (fixture->reader, "favourite")->kind, ==, UOIS_FIELD_ONE);
  g_assert_cmpint (get_field (fixture->reader, "motto")->kind, ==, UOIS_FIELD_CONSTANT);
  g_assert_cmpstr (get_field (fixture->reader, "fullname")->deprecated, ==, "use fullName");
  g_assert_cmpint (get_field (fixture->book, "price")->presentation, ==, UOIS_PRESENT_MONEY);
  g_assert_cmpint (get_field (fixture->book, "name")->presentation, ==, UOIS_PRESENT_PLAIN);

  /* The id of an object without a table is what it was asked by. */
  g_assert_cmpstr (get_field (uois_registry_find_type (fixture->registry, "AccessGQLModel"), "id")->sql, ==, ":parent");
}

static void
test_queries (Fixture *fixture, gconstpointer data)
{
  const UoisField *page = uois_registry_find_query (fixture->registry, "bookPage");

  g_assert_true (page == fixture->book->page);
  g_assert_null (fixture->book->by_id);
  g_assert_cmpint (page->kind, ==, UOIS_FIELD_PAGE);
  g_assert_cmpstr (page->filter->name, ==, "BookOther");
  g_assert_null (page->owner);
  g_assert_cmpint (fixture->reader->by_id->kind, ==, UOIS_FIELD_BY_ID);
  g_assert_cmpint (uois_registry_find_query (fixture->registry, "me")->kind, ==, UOIS_FIELD_ONE);
  g_assert_cmpint (uois_registry_find_query (fixture->registry, "access")->kind, ==, UOIS_FIELD_OBJECT_BY_ID);
  g_assert_cmpint (uois_registry_find_query (fixture->registry, "isbnOf")->kind, ==, UOIS_FIELD_VALUE);
  g_assert_cmpint (uois_registry_find_query (fixture->registry, "booksBy")->kind, ==, UOIS_FIELD_LIST);
  g_assert_cmpint (uois_registry_find_query (fixture->registry, "hello")->kind, ==, UOIS_FIELD_CONSTANT);
  g_assert_null (uois_registry_find_query (fixture->registry, "bookInsert"));
}

static void
test_filters (Fixture *fixture, gconstpointer data)
{
  const UoisFilter *filter = fixture->reader->filters.items[0];

  g_assert_true (uois_registry_find_filter (fixture->registry, "ReaderFilter") == filter);
  g_assert_true (filter->entries.items[0]->column == get_column (fixture->reader, "id"));
  g_assert_cmpstr (filter->entries.items[0]->type, ==, "UuidFilter");
  g_assert_cmpint (filter->entries.items[0]->kind, ==, UOIS_VALUE_UUID);

  g_assert_null (filter->entries.items[2]->column);
  g_assert_cmpstr (filter->entries.items[2]->sql, ==, "name || ' ' || surname");
  g_assert_cmpint (filter->entries.items[2]->kind, ==, UOIS_VALUE_TEXT);

  g_assert_true (filter->entries.items[3]->relation == get_field (fixture->reader, "loans"));
  g_assert_true (filter->entries.items[3]->related == fixture->loan->filters.items[0]);
  g_assert_cmpint (filter->entries.items[3]->kind, ==, UOIS_VALUE_NULL);
  g_assert_true (filter->entries.items[4]->relation == get_field (fixture->reader, "loans2"));
  g_assert_true (filter->entries.items[4]->related == filter);

  g_assert_null (filter->entries.items[5]->column);
  g_assert_null (filter->entries.items[5]->sql);
  g_assert_null (filter->entries.items[5]->relation);
  g_assert_cmpstr (filter->entries.items[6]->sql, ==, "2024 - born");
  g_assert_cmpint (filter->entries.items[6]->kind, ==, UOIS_VALUE_INTEGER);
}

static void
test_operations (Fixture *fixture, gconstpointer data)
{
  const UoisOperation *insert = fixture->book->insert;
  const UoisOperation *update = fixture->book->update;
  const UoisOperation *lend = uois_registry_find_mutation (fixture->registry, "lend")->operation;
  const UoisOperation *take_back = uois_registry_find_mutation (fixture->registry, "takeBack")->operation;

  g_assert_true (uois_registry_find_mutation (fixture->registry, "bookInsert")->operation == insert);
  g_assert_cmpint (insert->kind, ==, UOIS_OPERATION_INSERT);
  g_assert_false (insert->locked);
  g_assert_cmpstr (insert->result, ==, "BookResult");
  g_assert_cmpstr (insert->payload->name, ==, "book");
  g_assert_true (insert->returns == fixture->book);
  g_assert_cmpuint (insert->key.length, ==, 2);
  g_assert_true (insert->key.items[0] == get_column (fixture->book, "name"));
  g_assert_true (insert->key.items[1] == get_column (fixture->book, "isbn"));
  g_assert_cmpstr (insert->exists, ==, "fail");
  g_assert_cmpuint (insert->fillings.length, ==, 2);
  g_assert_true (insert->fillings.items[0]->column == get_column (fixture->book, "shelf"));
  g_assert_cmpstr (insert->fillings.items[0]->sql, ==, "(SELECT r.surname FROM readers AS r WHERE r.id = :author_id)");
  g_assert_cmpstr (insert->fillings.items[1]->sql, ==, ":me");
  g_assert_false (insert->field->non_null);

  g_assert_cmpint (insert->input->fields.items[2]->generated, ==, UOIS_GENERATED_FRESH);
  g_assert_cmpint (insert->input->fields.items[3]->generated, ==, UOIS_GENERATED_NOW);
  g_assert_cmpint (insert->input->fields.items[3]->generated_offset, ==,
                   G_GINT64_CONSTANT (-14) * 86400 * G_USEC_PER_SEC);
  g_assert_cmpstr (insert->input->fields.items[4]->default_text, ==, "100");
  g_assert_true (insert->input->fields.items[6]->column == get_column (fixture->book, "author_id"));
  g_assert_null (insert->input->fields.items[7]->column);

  g_assert_true (update->locked);
  g_assert_true (update->field->non_null);
  g_assert_null (fixture->book->remove->input);
  g_assert_true (fixture->book->remove->field->arguments.items[0]->column == get_column (fixture->book, "id"));

  g_assert_cmpint (lend->kind, ==, UOIS_OPERATION_LINK);
  g_assert_true (lend->type == fixture->loan);
  g_assert_cmpuint (lend->key.length, ==, 2);
  g_assert_true (lend->returns == fixture->reader);
  g_assert_true (lend->returns_column == get_column (fixture->loan, "reader_id"));
  g_assert_cmpstr (lend->payload->name, ==, "reader");
  g_assert_null (lend->input->fields.items[2]->column);
  g_assert_null (take_back->input);
  g_assert_null (take_back->payload);
  g_assert_true (take_back->returns == fixture->book);
}

static void
test_writings (Fixture *fixture, gconstpointer data)
{
  const UoisOperation *renew = uois_registry_find_mutation (fixture->registry, "renew")->operation;
  const UoisOperation *once = uois_registry_find_mutation (fixture->registry, "lendOnce")->operation;
  const UoisOperation *forget = uois_registry_find_mutation (fixture->registry, "forget")->operation;
  guint length;

  g_assert_cmpint (renew->kind, ==, UOIS_OPERATION_UPSERT);
  g_assert_cmpstr (renew->exists, ==, "fail");
  g_assert_cmpuint (renew->cascade.length, ==, 0);
  g_assert_cmpint (once->kind, ==, UOIS_OPERATION_LINK);
  g_assert_cmpstr (once->exists, ==, "exists");
  g_assert_cmpint (forget->kind, ==, UOIS_OPERATION_DELETE);
  g_assert_cmpuint (forget->cascade.length, ==, 1);
  g_assert_true (forget->cascade.items[0] == get_column (fixture->loan, "reader_id"));

  g_assert_true (uois_operation_get_arguments (renew, &length) == renew->input->fields.items);
  g_assert_cmpuint (length, ==, renew->input->fields.length);
  g_assert_true (uois_operation_get_arguments (forget, &length) == forget->field->arguments.items);
  g_assert_cmpuint (length, ==, 1);
}

static void
test_audit_columns (Fixture *fixture, gconstpointer data)
{
  g_assert_true (uois_type_find_audit_column (fixture->book, UOIS_AUDIT_CREATED) ==
                 get_column (fixture->book, "created"));
  g_assert_true (uois_type_find_audit_column (fixture->book, UOIS_AUDIT_LASTCHANGE) ==
                 get_column (fixture->book, "lastchange"));
  g_assert_true (uois_type_find_audit_column (fixture->book, UOIS_AUDIT_CREATEDBY) ==
                 get_column (fixture->book, "createdby_id"));
  g_assert_true (uois_type_find_audit_column (fixture->book, UOIS_AUDIT_CHANGEDBY) ==
                 get_column (fixture->book, "changedby_id"));
  g_assert_null (uois_type_find_audit_column (fixture->book, UOIS_AUDIT_RBACOBJECT));
  g_assert_true (uois_type_find_audit_column (fixture->reader, UOIS_AUDIT_RBACOBJECT) ==
                 get_column (fixture->reader, "rbacobject"));
  g_assert_null (uois_type_find_audit_column (fixture->loan, UOIS_AUDIT_LASTCHANGE));
}

static char *
describe_title (const UoisType *type)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < type->title.length; i++)
    {
      const UoisTitlePart *part = type->title.items[i];

      g_string_append_c (text, '[');
      for (guint j = 0; j < part->path.length; j++)
        g_string_append_printf (text, "%s.", part->path.items[j]->name);
      g_string_append_printf (text, "%s]", part->column ? part->column->name : part->sql ? part->sql : part->text);
    }

  return g_string_free (text, FALSE);
}

static void
test_titles (Fixture *fixture, gconstpointer data)
{
  g_autofree char *reader = describe_title (fixture->reader);
  g_autofree char *book = describe_title (fixture->book);
  g_autofree char *loan = describe_title (fixture->loan);

  g_assert_cmpstr (reader, ==, "[surname][ ][name]");
  g_assert_cmpstr (book, ==, "[author_id.surname][: ][name][, part of ][series_id.name][ (shelf ][shelf][)]");
  g_assert_cmpstr (loan, ==,
                   "[book_id.author_id.surname][book_id.: ][book_id.name][book_id., part of ][book_id.series_id.name]"
                   "[book_id. (shelf ][book_id.shelf][book_id.)][ – ][reader_id.surname][reader_id. ][reader_id.name]");
}

static char *
join_fields (const UoisField *const *fields, guint length)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < length; i++)
    g_string_append_printf (text, "%s%s", i == 0 ? "" : " ", fields[i]->name);

  return g_string_free (text, FALSE);
}

static void
test_pages (Fixture *fixture, gconstpointer data)
{
  g_autofree char *list = join_fields (fixture->reader->list_fields.items, fixture->reader->list_fields.length);
  g_autofree char *own_list = join_fields (fixture->book->list_fields.items, fixture->book->list_fields.length);
  g_autofree char *tabs = join_fields (fixture->reader->tabs.items, fixture->reader->tabs.length);
  const UoisSection *section = fixture->reader->sections.items[0];
  g_autofree char *fields = join_fields (section->fields.items, section->fields.length);

  g_assert_cmpstr (list, ==, "surname name loanCount");
  g_assert_cmpstr (own_list, ==, "name isbn pages price read");
  g_assert_cmpstr (tabs, ==, "books loans loans2 written");
  g_assert_cmpstr (section->label, ==, "Name");
  g_assert_cmpstr (fields, ==, "name surname fullname");
  g_assert_true (fixture->reader->default_sort == get_column (fixture->reader, "surname"));
  g_assert_true (fixture->reader->default_descending);
  g_assert_null (fixture->book->default_sort);
  g_assert_cmpuint (fixture->book->indexes.length, ==, 2);
  g_assert_cmpstr (fixture->book->indexes.items[0]->name, ==, "index_books_author_id_series_id");
  g_assert_true (fixture->book->indexes.items[1]->unique);
}

/* Where an entry of a type list is used is shown on it, without being part of the API. */
static void
test_used_by (Fixture *fixture, gconstpointer data)
{
  static const char *const labels[] = { "Books", "Genres", "Films: Genre", "Films: Second genre" };

  g_assert_cmpuint (fixture->genre->tabs.length, ==, G_N_ELEMENTS (labels));
  for (guint i = 0; i < G_N_ELEMENTS (labels); i++)
    {
      const UoisField *tab = fixture->genre->tabs.items[i];

      g_assert_cmpstr (tab->label, ==, labels[i]);
      g_assert_cmpint (tab->kind, ==, UOIS_FIELD_MANY);
      g_assert_true (tab->column->target == fixture->genre);
      g_assert_true (tab->column->indexed);
      g_assert_true (tab->local);
      g_assert_true (tab->owner == fixture->genre);
      g_assert_null (uois_type_find_field (fixture->genre, tab->name));
    }
}

static void
test_tables (Fixture *fixture, gconstpointer data)
{
  guint length;
  const UoisType *const *tables = uois_registry_get_tables (fixture->registry, &length);
  g_autoptr (GHashTable) before = g_hash_table_new (NULL, NULL);

  g_assert_cmpuint (length, ==, 6);
  for (guint i = 0; i < length; i++)
    {
      for (guint j = 0; j < tables[i]->columns.length; j++)
        {
          const UoisColumn *column = tables[i]->columns.items[j];

          if (column->enforced && column->target != tables[i])
            g_assert_true (g_hash_table_contains (before, column->target));
        }
      g_hash_table_add (before, (gpointer) tables[i]);
    }
}

static void
test_scalars (Fixture *fixture, gconstpointer data)
{
  guint n_scalars, n_enums;
  const UoisScalar *const *scalars = uois_registry_get_scalars (fixture->registry, &n_scalars);
  const UoisEnum *const *enums = uois_registry_get_enums (fixture->registry, &n_enums);

  g_assert_cmpuint (n_scalars, ==, 4);
  g_assert_cmpstr (scalars[0]->name, ==, "UUID");
  g_assert_nonnull (scalars[0]->specified_by);
  g_assert_null (scalars[1]->specified_by);
  g_assert_cmpuint (n_enums, ==, 1);
  g_assert_cmpstr (enums[0]->name, ==, "Unit");
  g_assert_cmpstr (enums[0]->values[1], ==, "WEEKS");
  g_assert_null (enums[0]->values[2]);
}

static void
test_fingerprint (Fixture *fixture, gconstpointer data)
{
  g_autoptr (UoisRegistry) again = library_load_backwards ();
  g_autoptr (UoisRegistry) other = uois_registry_new ();
  g_autofree char *text = library_read ("library.graphql");
  g_auto (GStrv) parts = g_strsplit (text, "born: Int @label(en: \"Born\") @default(value: \"2000\")", 2);
  g_autofree char *changed = g_strjoinv ("born: Float @label(en: \"Born\")", parts);
  g_autofree char *cinema = library_read ("cinema.graphql");
  g_autoptr (GError) error = NULL;

  g_assert_cmpuint (strlen (uois_registry_get_fingerprint (fixture->registry)), ==, 64);
  g_assert_cmpstr (uois_registry_get_fingerprint (fixture->registry), ==, uois_registry_get_fingerprint (again));

  uois_registry_add (other, "library.graphql", changed, strlen (changed), NULL, 0,
                     uois_registry_find_domain (fixture->registry, "library")->hooks, &error);
  g_assert_no_error (error);
  uois_registry_add (other, "cinema.graphql", cinema, strlen (cinema), NULL, 0, NULL, &error);
  g_assert_no_error (error);
  uois_registry_freeze (other, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (uois_registry_get_fingerprint (fixture->registry), !=, uois_registry_get_fingerprint (other));
}

static void
test_labels (Fixture *fixture, gconstpointer data)
{
  g_assert_cmpstr (uois_label (NULL), ==, "");
  g_assert_cmpstr (uois_label (""), ==, "");
  g_assert_cmpstr (uois_label ("Not in any catalogue"), ==, "Not in any catalogue");
  g_assert_cmpstr (uois_type_get_label (fixture->reader), ==, "Reader");
  g_assert_cmpstr (uois_type_get_label_many (fixture->reader), ==, "Readers");
}

#define ADD(name, function) g_test_add ("/registry/" name, Fixture, NULL, set_up, function, tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("domains", test_domains);
  ADD ("types", test_types);
  ADD ("columns", test_columns);
  ADD ("references", test_references);
  ADD ("audit", test_audit);
  ADD ("local", test_local);
  ADD ("sources", test_sources);
  ADD ("queries", test_queries);
  ADD ("filters", test_filters);
  ADD ("operations", test_operations);
  ADD ("writings", test_writings);
  ADD ("audit-columns", test_audit_columns);
  ADD ("titles", test_titles);
  ADD ("pages", test_pages);
  ADD ("used-by", test_used_by);
  ADD ("tables", test_tables);
  ADD ("scalars", test_scalars);
  ADD ("fingerprint", test_fingerprint);
  ADD ("labels", test_labels);
  return g_test_run ();
}
