package io.m6flow.launcher.kafka;

import io.m6flow.schema.AsrSegment;
import io.m6flow.schema.json.JsonEvents;
import io.m6flow.schema.json.Parsed;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Finds the sessions that a file begins and does not end. */
final class OpenSessions {
    private final Map<String, Last> last = new HashMap<>();
    private final Set<String> ended = new HashSet<>();

    /** The line on which a session got furthest. */
    private record Last(long sequence, long line) {}

    private OpenSessions() {}

    /** The lines after which nothing more comes of a session that no line ends. */
    static Set<Long> lastLines(FileFeed.Content content, int maxLineBytes) throws IOException {
        OpenSessions sessions = new OpenSessions();
        try (InputStream in = content.open();
                BoundedLines lines = new BoundedLines(in, maxLineBytes)) {
            for (BoundedLines.Line line = lines.next(); line != null; line = lines.next()) {
                sessions.note(line);
            }
        }
        return sessions.last.entrySet().stream()
                .filter(entry -> !sessions.ended.contains(entry.getKey()))
                .map(entry -> entry.getValue().line())
                .collect(Collectors.toUnmodifiableSet());
    }

    private void note(BoundedLines.Line line) {
        if (line.bytes() == null) {
            return;
        }
        String text = StandardCharsets.UTF_8.decode(line.bytes().duplicate()).toString();
        if (JsonEvents.segment(text) instanceof Parsed.Event<AsrSegment> segment) {
            AsrSegment event = segment.value();
            if (event.getEndOfSession()) {
                ended.add(event.getSessionId());
            }
            Last here = new Last(event.getSequence(), line.number());
            last.merge(event.getSessionId(), here, (old, now) -> now.sequence() >= old.sequence() ? now : old);
        }
    }
}
