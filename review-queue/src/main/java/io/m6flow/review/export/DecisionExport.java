package io.m6flow.review.export;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.m6flow.review.AuditChain;
import io.m6flow.schema.DecisionOutcome;
import io.m6flow.schema.DraftOrigin;
import io.m6flow.schema.ReviewDecision;
import io.m6flow.schema.json.JsonRecords;
import io.m6flow.schema.label.LabelPolicy;
import java.io.IOException;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Map;

/**
 * Writes the audit log as JSON lines: a decision's own fields, with its chainIndex and previousHash, and {@code hash},
 * the SHA-256 of its bytes that the next one carries; a text that the machine wrote has its AI label beside it. Streams. Confined to one thread.
 */
public final class DecisionExport {
    private final DecisionLog log;
    private final LabelPolicy labels;

    public DecisionExport(DecisionLog log, LabelPolicy labels) {
        this.log = log;
        this.labels = labels;
    }

    /**
     * What was written.
     *
     * @param head of the last decision that was read, wanted or not
     */
    public record Summary(long lines, Map<DecisionOutcome, Long> outcomes, AuditChain.Head head) {
        public Summary {
            outcomes = Map.copyOf(outcomes);
        }
    }

    /**
     * Writes the file whole, or not at all.
     *
     * @throws IOException if it cannot be written
     */
    public Summary write(Path file, Selection wanted) throws IOException {
        Map<DecisionOutcome, Long> outcomes = new EnumMap<>(DecisionOutcome.class);
        AuditChain.Head head = AuditChain.Head.EMPTY;
        try (LineFile lines = LineFile.open(file)) {
            var entries = log.entries();
            while (entries.hasNext()) {
                DecisionLog.Entry entry = entries.next();
                head = entry.head();
                if (wanted.holds(entry.decision())) {
                    ObjectNode line = JsonRecords.object(entry.decision());
                    lines.write(labelled(line.put("hash", head.hash()), entry.decision()));
                    outcomes.merge(entry.decision().getOutcome(), 1L, Long::sum);
                }
            }
            lines.finish();
            return new Summary(lines.lines(), outcomes, head);
        }
    }

    private ObjectNode labelled(ObjectNode line, ReviewDecision decision) {
        if (decision.getOrigin() != DraftOrigin.MODEL) {
            return line;
        }
        boolean left = !decision.getText().isEmpty() && LabelPolicy.origin(decision) == DraftOrigin.MODEL;
        return labels.beside(
                        decision.getKind(),
                        decision.getContentId(),
                        left ? decision.getText() : decision.getDraftText())
                .mark(line);
    }
}
