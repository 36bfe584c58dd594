package io.m6flow.job.session;

import io.m6flow.job.writing.TextWindows;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * Joins released segments into passages. A passage ends with the segment that makes it full, so that it does not wait for
 * the next one to be spoken; else before a change of product, before a pause once it holds enough, and before it would
 * grow too long. A segment that is too long by itself is cut into pieces.
 */
final class PassageCutter implements Serializable {
    private static final long serialVersionUID = 1L;

    private final SessionSettings.Cutting cutting;

    PassageCutter(SessionSettings.Cutting cutting) {
        this.cutting = cutting;
    }

    /** Takes in the next segment that was said, which is not blank; answers with the passages that it completes. */
    List<Passage> add(SessionMemory memory, HeardSegment segment) {
        List<Passage> cut = new ArrayList<>();
        for (HeardSegment piece : pieces(segment)) {
            if (endsBefore(memory.passage, piece)) {
                cut(memory).ifPresent(cut::add);
            }
            memory.passage.add(piece);
            if (Passage.join(memory.passage).length() >= cutting.full()) {
                cut(memory).ifPresent(cut::add);
            }
        }
        return cut;
    }

    /** A first guess at what is said next may already tell that it begins another passage; then this one is complete. */
    Optional<Passage> foresee(SessionMemory memory, HeardSegment partial) {
        return !partial.blank() && endsBefore(memory.passage, partial) ? cut(memory) : Optional.empty();
    }

    /** The passage as it stands, if it holds anything. */
    Optional<Passage> cut(SessionMemory memory) {
        if (memory.passage.isEmpty()) {
            return Optional.empty();
        }
        Passage passage = new Passage(memory.passages++, memory.passage);
        memory.passage = new ArrayList<>();
        return Optional.of(passage);
    }

    private List<HeardSegment> pieces(HeardSegment segment) {
        String text = segment.text().strip();
        if (text.length() <= cutting.characters()) {
            return List.of(segment);
        }
        List<String> texts = TextWindows.cut(text, cutting.characters()).stream()
                .filter(piece -> !piece.isBlank())
                .toList();
        List<HeardSegment> pieces = new ArrayList<>();
        for (int i = 0; i < texts.size(); i++) {
            pieces.add(segment.piece(i, texts.get(i), i == texts.size() - 1));
        }
        return pieces;
    }

    private boolean endsBefore(List<HeardSegment> passage, HeardSegment segment) {
        if (passage.isEmpty()) {
            return false;
        }
        HeardSegment last = passage.get(passage.size() - 1);
        int held = Passage.join(passage).length();
        boolean otherProduct = !Objects.equals(last.productId(), segment.productId());
        boolean pause =
                segment.startMillis() - last.endMillis() > cutting.pause().toMillis();
        boolean tooLong = held + 1 + segment.text().strip().length() > cutting.characters();
        return otherProduct || tooLong || (pause && held >= cutting.minimum());
    }
}
