/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "expression.h"

#include <string.h>

typedef enum
{
  TOKEN_SPACE, /* and comments */
  TOKEN_NAME,
  TOKEN_QUOTED_NAME,
  TOKEN_PARAMETER,
  TOKEN_OTHER, /* literals and operators */
} TokenKind;

/**
 * Token:
 * @scope: index of the sub-select that it stands in; 0: the expression itself
 * @depth: parentheses around it
 */
typedef struct
{
  TokenKind kind;
  const char *start;
  gsize length;
  char *name; /* of a name or parameter, unquoted */
  guint scope;
} Token;

/**
 * Scope: a sub-select.
 * @tables: (element-type UoisType): those of its FROM
 * @opaque: whether FROM holds something whose columns we do not know
 */
typedef struct
{
  int parent;
  GPtrArray *tables;
  gboolean opaque;
} Scope;

/* Words that begin or join the parts of an expression. Other keywords of SQLite may be names of columns. */
static const char *const structural[] = {
  "ALL",      "AND",   "AS",        "ASC",    "BETWEEN", "BY",     "CASE",  "CAST",      "COLLATE", "CROSS", "DESC",
  "DISTINCT", "ELSE",  "END",       "ESCAPE", "EXCEPT",  "EXISTS", "FALSE", "FROM",      "GLOB",    "GROUP", "HAVING",
  "IN",       "INNER", "INTERSECT", "IS",     "ISNULL",  "JOIN",   "LEFT",  "LIKE",      "LIMIT",   "NOT",   "NOTNULL",
  "NULL",     "NULLS", "OFFSET",    "ON",     "OR",      "ORDER",  "OVER",  "PARTITION", "SELECT",  "THEN",  "TRUE",
  "UNION",    "USING", "VALUES",    "WHEN",   "WHERE",   "WITH",   NULL
};

/* Words after which FROM is over. */
static const char *const after_from[] = { "WHERE", "GROUP",  "HAVING",    "ORDER",  "LIMIT",
                                          "UNION", "EXCEPT", "INTERSECT", "SELECT", NULL };

static gboolean
is_one_of (const Token *token, const char *const *words)
{
  if (token->kind != TOKEN_NAME)
    return FALSE;

  for (guint i = 0; words[i] != NULL; i++)
    if (g_ascii_strcasecmp (token->name, words[i]) == 0)
      return TRUE;

  return FALSE;
}

static gboolean
is_word (const Token *token, const char *word)
{
  return token->kind == TOKEN_NAME && g_ascii_strcasecmp (token->name, word) == 0;
}

static gboolean
is_character (const Token *token, char character)
{
  return token->kind == TOKEN_OTHER && token->length == 1 && *token->start == character;
}

/* ---- Tokens ---- */

static gboolean
starts_name (char c)
{
  return g_ascii_isalpha (c) || c == '_' || (guchar) c >= 0x80;
}

static gsize
name_length (const char *start)
{
  gsize length = 0;

  while (starts_name (start[length]) || g_ascii_isdigit (start[length]) || start[length] == '$')
    length++;
  return length;
}

/* Up to and with the closing quote; a doubled quote is part of the text. */
static gsize
quoted_length (const char *start, char close)
{
  gsize length = 1;

  while (start[length] != '\0')
    {
      if (start[length] == close && start[length + 1] != close)
        return length + 1;
      length += start[length] == close ? 2 : 1;
    }
  return length;
}

static char *
unquote (const char *start, gsize length, char close)
{
  GString *name = g_string_new (NULL);

  for (gsize i = 1; i + 1 < length; i++)
    {
      g_string_append_c (name, start[i]);
      if (start[i] == close)
        i++;
    }
  return g_string_free (name, FALSE);
}

static gsize
space_length (const char *start)
{
  if (g_str_has_prefix (start, "--"))
    return strcspn (start, "\n");
  if (g_str_has_prefix (start, "/*"))
    {
      const char *end = strstr (start + 2, "*/");

      return end != NULL ? (gsize) (end + 2 - start) : strlen (start);
    }
  return strspn (start, " \t\r\n");
}

static Token
read_token (const char *start)
{
  Token token = { .kind = TOKEN_OTHER, .start = start, .length = 1 };
  gsize space = space_length (start);

  if (space > 0)
    {
      token.kind = TOKEN_SPACE;
      token.length = space;
    }
  else if ((*start == 'x' || *start == 'X') && start[1] == '\'')
    token.length = 1 + quoted_length (start + 1, '\'');
  else if (starts_name (*start))
    {
      token.kind = TOKEN_NAME;
      token.length = name_length (start);
      token.name = g_strndup (start, token.length);
    }
  else if (*start == '"' || *start == '`' || *start == '[')
    {
      char close = *start == '[' ? ']' : *start;

      token.kind = TOKEN_QUOTED_NAME;
      token.length = quoted_length (start, close);
      token.name = unquote (start, token.length, close);
    }
  else if (*start == ':' && starts_name (start[1]))
    {
      token.kind = TOKEN_PARAMETER;
      token.length = 1 + name_length (start + 1);
      token.name = g_strndup (start + 1, token.length - 1);
    }
  else if (*start == '\'')
    token.length = quoted_length (start, '\'');
  else if (g_ascii_isdigit (*start))
    while (g_ascii_isalnum (start[token.length]) || start[token.length] == '.')
      token.length++;

  return token;
}

static void
clear_token (gpointer data)
{
  g_free (((Token *) data)->name);
}

static void
clear_scope (gpointer data)
{
  g_ptr_array_unref (((Scope *) data)->tables);
}

static GArray *
read_tokens (const char *text)
{
  GArray *tokens = g_array_new (FALSE, FALSE, sizeof (Token));

  g_array_set_clear_func (tokens, clear_token);
  while (*text != '\0')
    {
      Token token = read_token (text);

      g_array_append_val (tokens, token);
      text += token.length;
    }

  return tokens;
}

/* The next token beside @position that is not space, or NULL. */
static const Token *
neighbour (GArray *tokens, guint position, int direction)
{
  for (gint64 i = (gint64) position + direction; i >= 0 && i < tokens->len; i += direction)
    {
      const Token *token = &g_array_index (tokens, Token, i);

      if (token->kind != TOKEN_SPACE)
        return token;
    }

  return NULL;
}

/* ---- Scopes ---- */

static guint
add_scope (GArray *scopes, int parent)
{
  Scope scope = { .parent = parent, .tables = g_ptr_array_new () };

  g_array_append_val (scopes, scope);
  return scopes->len - 1;
}

static void
note_table (Scope *scope, const UoisRegistry *registry, const Token *token)
{
  const UoisType *type = uois_registry_find_table (registry, token->name);

  if (type != NULL)
    g_ptr_array_add (scope->tables, (gpointer) type);
  else
    scope->opaque = TRUE;
}

/* Gives every token its scope and every scope its tables. */
static GArray *
read_scopes (GArray *tokens, const UoisRegistry *registry)
{
  GArray *scopes = g_array_new (FALSE, FALSE, sizeof (Scope));
  g_autoptr (GArray) open = g_array_new (FALSE, FALSE, sizeof (guint)); /* the scope outside each parenthesis */
  gboolean in_from = FALSE;
  gboolean expect_table = FALSE;
  guint current;

  g_array_set_clear_func (scopes, clear_scope);
  current = add_scope (scopes, -1);

  for (guint i = 0; i < tokens->len; i++)
    {
      Token *token = &g_array_index (tokens, Token, i);
      const Token *next = neighbour (tokens, i, 1);

      token->scope = current;
      if (token->kind == TOKEN_SPACE)
        continue;

      if (is_character (token, '('))
        {
          if (expect_table)
            g_array_index (scopes, Scope, current).opaque = TRUE;
          g_array_append_val (open, current);
          if (next != NULL && (is_word (next, "SELECT") || is_word (next, "WITH")))
            current = add_scope (scopes, current);
          in_from = expect_table = FALSE;
        }
      else if (is_character (token, ')') && open->len > 0)
        {
          current = g_array_index (open, guint, open->len - 1);
          g_array_set_size (open, open->len - 1);
        }
      else if (is_word (token, "FROM") || is_word (token, "JOIN"))
        in_from = expect_table = TRUE;
      else if (in_from && is_one_of (token, after_from))
        in_from = expect_table = FALSE;
      else if (in_from && is_character (token, ','))
        expect_table = TRUE;
      else if (expect_table && token->name != NULL)
        {
          note_table (&g_array_index (scopes, Scope, current), registry, token);
          expect_table = FALSE;
        }
    }

  return scopes;
}

static const UoisColumn *
find_column (const UoisType *type, const char *name)
{
  for (guint i = 0; i < type->columns.length; i++)
    if (g_ascii_strcasecmp (type->columns.items[i]->name, name) == 0)
      return type->columns.items[i];

  return NULL;
}

/* Whether a sub-select around the token answers for the name itself. */
static gboolean
is_inner_column (GArray *scopes, const Token *token)
{
  for (int s = token->scope; s > 0; s = g_array_index (scopes, Scope, s).parent)
    {
      const Scope *scope = &g_array_index (scopes, Scope, s);

      if (scope->opaque)
        return TRUE;
      for (guint i = 0; i < scope->tables->len; i++)
        if (find_column (scope->tables->pdata[i], token->name) != NULL)
          return TRUE;
    }

  return FALSE;
}

static gboolean
is_inner_table (GArray *scopes, const Token *token)
{
  for (int s = token->scope; s > 0; s = g_array_index (scopes, Scope, s).parent)
    {
      const Scope *scope = &g_array_index (scopes, Scope, s);

      for (guint i = 0; i < scope->tables->len; i++)
        if (g_ascii_strcasecmp (((const UoisType *) scope->tables->pdata[i])->table, token->name) == 0)
          return TRUE;
    }

  return FALSE;
}

void
uois_expression_append (GString *sql,
                        const char *text,
                        const UoisRegistry *registry,
                        const UoisType *type,
                        const char *alias,
                        UoisExpressionParameter parameter,
                        gpointer data)
{
  g_autoptr (GArray) tokens = read_tokens (text);
  g_autoptr (GArray) scopes = read_scopes (tokens, registry);

  for (guint i = 0; i < tokens->len; i++)
    {
      const Token *token = &g_array_index (tokens, Token, i);
      const Token *before = neighbour (tokens, i, -1);
      const Token *after = neighbour (tokens, i, 1);
      gboolean is_name =
          token->kind == TOKEN_QUOTED_NAME || (token->kind == TOKEN_NAME && !is_one_of (token, structural));

      if (token->kind == TOKEN_PARAMETER)
        {
          parameter (sql, token->name, data);
          continue;
        }

      if (is_name && after != NULL && is_character (after, '.') && g_ascii_strcasecmp (token->name, type->table) == 0 &&
          !is_inner_table (scopes, token))
        {
          g_string_append (sql, alias);
          continue;
        }

      if (is_name && find_column (type, token->name) != NULL && !is_inner_column (scopes, token) &&
          !(before != NULL && (is_character (before, '.') || is_word (before, "AS"))) &&
          !(after != NULL && (is_character (after, '.') || is_character (after, '('))))
        g_string_append_printf (sql, "%s.", alias);

      g_string_append_len (sql, token->start, token->length);
    }
}
