/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * UoisTourStep: one thing that is pointed at.
 * @title: msgid
 * @text: msgid: one to three sentences
 * @position: where the words stand beside it
 * @prepare: (nullable): brings it onto the screen
 * @find: the widget that is meant; %NULL while it is not there yet
 */
typedef struct
{
  const char *title;
  const char *text;
  GtkPositionType position;
  void (*prepare) (gpointer window);
  GtkWidget *(*find) (gpointer window);
} UoisTourStep;

/**
 * UoisTour: shows what is where in a window, step by step.
 *
 * It takes the keyboard when a step begins, and nothing else: the window can be
 * used meanwhile, and Escape leaves.
 */
#define UOIS_TYPE_TOUR (uois_tour_get_type ())
G_DECLARE_FINAL_TYPE (UoisTour, uois_tour, UOIS, TOUR, GtkPopover)

/**
 * uois_tour_new:
 * @steps: (array length=n_steps): live as long as the program
 * @window: what their functions get
 *
 * Returns: (transfer floating): to be made a child of a widget that covers the window
 */
GtkWidget *uois_tour_new (const UoisTourStep *steps, guint n_steps, gpointer window);

/* From the first step on. */
void uois_tour_begin (UoisTour *tour);
/* The step that is shown or about to be; -1 if the tour is not under way. */
int uois_tour_get_step (UoisTour *tour);
void uois_tour_next (UoisTour *tour);
void uois_tour_back (UoisTour *tour);
void uois_tour_leave (UoisTour *tour);

G_END_DECLS
