package io.m6flow.generator.law;

import java.util.BitSet;

/** Where in a reading the words of one exemption stand. Confined to one thread. */
final class Surroundings {
    private final Place place;
    private final Reading reading;
    private final BitSet marks = new BitSet();

    Surroundings(Place place, Reading reading) {
        this.place = place;
        this.reading = reading;
    }

    void add(int start, int end) {
        switch (place.relation()) {
            case BEFORE -> marks.set(end);
            case AFTER, WITHIN -> marks.set(start);
            case CLAUSE -> marks.set(reading.clauseEnd(start));
            case SENTENCE, QUOTED -> marks.set(reading.sentenceEnd(start));
        }
    }

    boolean let(int start, int end) {
        return switch (place.relation()) {
            case BEFORE -> near(marks.previousSetBit(start), start);
            case AFTER -> near(end, marks.nextSetBit(end));
            case WITHIN -> marks.nextSetBit(start) >= 0 && marks.nextSetBit(start) < end;
            case CLAUSE -> marks.get(reading.clauseEnd(start));
            case SENTENCE -> marks.get(reading.sentenceEnd(start));
            case QUOTED -> reading.quoted(start, end) && marks.get(reading.sentenceEnd(start));
        };
    }

    private boolean near(int from, int to) {
        return from >= 0
                && to >= from
                && to - from <= place.distance()
                && reading.clauseEnd(from) == reading.clauseEnd(to);
    }
}
