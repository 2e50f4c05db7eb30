/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "fields/value-link.h"

#include <string.h>

#define LINK_BYTES_MAX 2000

/* With "?" or "&" more than the address would be handed over: a text, files to attach. */
static char *
mail_link (const char *text)
{
  const char *at = strchr (text, '@');

  if (at == NULL || at == text || at[1] == '\0' || strpbrk (text, "?&%,; \t\r\n<>\"") != NULL)
    return NULL;
  return g_strconcat ("mailto:", text, NULL);
}

static char *
web_link (const char *text)
{
  g_autoptr (GUri) uri = g_uri_parse (text, G_URI_FLAGS_NONE, NULL);
  const char *scheme = uri != NULL ? g_uri_get_scheme (uri) : "";
  const char *host = uri != NULL ? g_uri_get_host (uri) : NULL;

  if (strpbrk (text, " \t\r\n\"<>") != NULL)
    return NULL;
  if ((!g_str_equal (scheme, "https") && !g_str_equal (scheme, "http")) || host == NULL || *host == '\0')
    return NULL;
  return g_uri_to_string (uri);
}

char *
uois_value_link (UoisPresentation presentation, const char *text)
{
  g_autofree char *address = strnlen (text, LINK_BYTES_MAX + 1) <= LINK_BYTES_MAX ? g_strstrip (g_strdup (text)) : NULL;

  if (address == NULL)
    return NULL;
  switch (presentation)
    {
    case UOIS_PRESENT_EMAIL:
      return mail_link (address);
    case UOIS_PRESENT_URL:
      return web_link (address);
    default:
      return NULL;
    }
}

const char *
uois_value_link_get_icon_name (UoisPresentation presentation)
{
  return presentation == UOIS_PRESENT_EMAIL ? "mail-send-symbolic" : "web-browser-symbolic";
}

void
uois_value_link_open (GtkWidget *widget, const char *link)
{
  gtk_show_uri (GTK_WINDOW (gtk_widget_get_root (widget)), link, GDK_CURRENT_TIME);
}
