/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "serve-connections.h"

#include <sys/socket.h>

struct _UoisConnections
{
  GHashTable *deadlines; /* GSocket -> gint64, 0: none; not owned, since a connection ends with its last reference */
  guint most;
  guint sweep;
};

static void
on_closed (gpointer data, GObject *socket)
{
  UoisConnections *connections = data;

  g_hash_table_remove (connections->deadlines, socket);
}

/* libsoup 3.2 does not see it when the client leaves between two requests. */
static gboolean
is_left (GSocket *socket)
{
  char byte;

  return recv (g_socket_get_fd (socket), &byte, 1, MSG_PEEK | MSG_DONTWAIT) == 0;
}

/* A connection that is late is shut, upon which the server closes it. */
static gboolean
sweep (gpointer data)
{
  UoisConnections *connections = data;
  gint64 now = g_get_monotonic_time ();
  GHashTableIter iterator;
  gpointer socket;
  gpointer value;

  g_hash_table_iter_init (&iterator, connections->deadlines);
  while (g_hash_table_iter_next (&iterator, &socket, &value))
    {
      gint64 *deadline = value;

      if (*deadline == 0)
        continue;
      if (is_left (socket))
        {
          g_hash_table_iter_remove (&iterator);
          g_object_weak_unref (socket, on_closed, connections);
          g_socket_close (socket, NULL);
        }
      else if (*deadline <= now)
        {
          *deadline = 0;
          g_socket_shutdown (socket, TRUE, TRUE, NULL);
        }
    }
  return G_SOURCE_CONTINUE;
}

UoisConnections *
uois_connections_new (guint most)
{
  UoisConnections *connections = g_new0 (UoisConnections, 1);

  connections->deadlines = g_hash_table_new_full (NULL, NULL, NULL, g_free);
  connections->most = most;
  connections->sweep = g_timeout_add_seconds (1, sweep, connections);
  return connections;
}

void
uois_connections_free (UoisConnections *connections)
{
  GHashTableIter iterator;
  gpointer socket;

  g_hash_table_iter_init (&iterator, connections->deadlines);
  while (g_hash_table_iter_next (&iterator, &socket, NULL))
    g_object_weak_unref (socket, on_closed, connections);
  g_source_remove (connections->sweep);
  g_hash_table_unref (connections->deadlines);
  g_free (connections);
}

static gint64 *
find (UoisConnections *connections, GSocket *socket)
{
  gint64 *deadline = g_hash_table_lookup (connections->deadlines, socket);

  if (deadline != NULL)
    return deadline;
  if (g_hash_table_size (connections->deadlines) >= connections->most)
    return NULL;
  deadline = g_new (gint64, 1);
  g_hash_table_insert (connections->deadlines, socket, deadline);
  g_object_weak_ref (G_OBJECT (socket), on_closed, connections);
  return deadline;
}

gboolean
uois_connections_expect (UoisConnections *connections, GSocket *socket, guint seconds)
{
  gint64 *deadline = find (connections, socket);

  if (deadline == NULL)
    {
      g_socket_shutdown (socket, TRUE, TRUE, NULL);
      return FALSE;
    }
  *deadline = seconds == 0 ? 0 : g_get_monotonic_time () + seconds * G_TIME_SPAN_SECOND;
  return TRUE;
}

guint
uois_connections_get_length (UoisConnections *connections)
{
  return g_hash_table_size (connections->deadlines);
}
