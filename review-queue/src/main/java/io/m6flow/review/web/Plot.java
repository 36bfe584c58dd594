package io.m6flow.review.web;

import java.util.List;
import java.util.Locale;

/**
 * One plot of the dashboard, and the same as a table for whoever cannot see it.
 *
 * @param id part of ids on the page
 * @param hint how to read it; may be empty
 * @param withLegend whether its colours mean outcomes
 * @param isByDay whether each bar is a row of days; {@link #WIDTH} then spans all of them
 */
record Plot(String id, String title, String hint, boolean withLegend, boolean isByDay, List<Row> rows, Table table) {
    /** All that is drawn lies within this width and height, whatever the page's. */
    static final int WIDTH = 1000;

    static final int HEIGHT = 100;

    Plot {
        rows = List.copyOf(rows);
    }

    /**
     * A line of a plot.
     *
     * @param spoken what the drawing says, in words
     */
    record Row(String label, List<Rect> rects, String value, String spoken) {
        Row {
            rects = List.copyOf(rects);
        }
    }

    /** A rectangle of one look, a class of the style sheet. */
    record Rect(String look, int x, int y, int width, int height) {
        static Rect bar(String look, long value, long greatest) {
            return new Rect(look, 0, 0, scaled(value, greatest, WIDTH), HEIGHT);
        }

        /** Something that is there is seen, however small. */
        static int scaled(long value, long greatest, int span) {
            return value == 0 ? 0 : (int) Math.max(3, value * span / Math.max(1, greatest));
        }
    }

    /** The first cell of each line names it. */
    record Table(List<String> head, List<List<String>> lines) {
        Table {
            head = List.copyOf(head);
            lines = lines.stream().map(List::copyOf).toList();
        }
    }

    static String percent(long part, long whole) {
        return whole == 0 ? "–" : String.format(Locale.ROOT, "%.0f %%", 100.0 * part / whole);
    }
}
