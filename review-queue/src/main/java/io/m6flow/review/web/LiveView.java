package io.m6flow.review.web;

import com.fasterxml.jackson.databind.JsonNode;
import io.m6flow.schema.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A live session's script as it comes: each passage at its place, places not yet filled among them, summaries last. */
record LiveView(Words words, String session, List<Passage> passages, List<ShownText> summaries) {
    /** A gap this long is no gap but a fault; the page must stay readable. */
    private static final int LONGEST_GAP = 50;

    LiveView {
        passages = List.copyOf(passages);
        summaries = List.copyOf(summaries);
    }

    static LiveView of(Words words, String session, List<JsonNode> entries) {
        TreeMap<Integer, Passage> passages = new TreeMap<>();
        List<ShownText> summaries = new ArrayList<>();
        for (JsonNode entry : entries) {
            ShownText shown = ShownText.of(entry);
            if (Kind.SUMMARY.name().equals(entry.path("kind").asText())) {
                summaries.add(shown);
            } else {
                int index = entry.path("passageIndex").asInt(passages.size());
                passages.put(index, new Passage(index, shown, time(entry)));
            }
        }
        return new LiveView(words, session, withHoles(passages), summaries);
    }

    String digest() {
        return Integer.toHexString((passages.toString() + summaries + words.language()).hashCode());
    }

    boolean isEmpty() {
        return passages.isEmpty() && summaries.isEmpty();
    }

    private static List<Passage> withHoles(TreeMap<Integer, Passage> passages) {
        List<Passage> all = new ArrayList<>();
        int next = 0;
        for (Map.Entry<Integer, Passage> entry : passages.entrySet()) {
            for (int hole = Math.max(next, entry.getKey() - LONGEST_GAP); hole < entry.getKey(); hole++) {
                all.add(new Passage(hole, ShownText.NONE, ""));
            }
            all.add(entry.getValue());
            next = entry.getKey() + 1;
        }
        return all;
    }

    private static String time(JsonNode entry) {
        return entry.path("startMillis").isIntegralNumber()
                ? Clockface.of(entry.path("startMillis").longValue())
                : "";
    }

    /**
     * A passage.
     *
     * @param index its place in the session, from 0
     * @param shown without text while nothing is published there
     */
    record Passage(int index, ShownText shown, String time) {
        boolean isHole() {
            return shown.text().isEmpty();
        }
    }
}
