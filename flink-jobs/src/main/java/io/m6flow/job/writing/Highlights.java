package io.m6flow.job.writing;

import io.m6flow.schema.ContentDraft;
import io.m6flow.schema.Evidence;
import io.m6flow.schema.Finding;
import java.util.ArrayList;
import java.util.List;

/** The lines of a summary that say of each product what was said of it; each points to where in the session it came up. */
final class Highlights {
    /** More products than this are not gone into. */
    static final int MOST = 20;

    /** What is noticed about one line. */
    interface Inspection {
        List<Finding> of(String text, int start);
    }

    private Highlights() {}

    /**
     * The draft with a line for each product.
     *
     * @param sentences one for each product; blank where none could be written, which is then left out
     * @param inspect says what is noticed about a text that begins at a place of the draft's
     */
    static ContentDraft append(
            ContentDraft draft, List<ProductSpeech> products, List<String> sentences, Inspection inspect) {
        StringBuilder text = new StringBuilder(draft.getText());
        List<Evidence> evidence = new ArrayList<>(draft.getEvidence());
        List<Finding> findings = new ArrayList<>(draft.getFindings());
        for (int i = 0; i < sentences.size(); i++) {
            if (!sentences.get(i).isBlank()) {
                text.append("\n· ").append(products.get(i).productId()).append('：');
                int start = text.length();
                text.append(sentences.get(i));
                findings.addAll(inspect.of(sentences.get(i), start));
                evidence.add(Evidence.newBuilder()
                        .setStart(start)
                        .setEnd(text.length())
                        .setSupport("transcript")
                        .setAtMillis(products.get(i).startMillis())
                        .build());
            }
        }
        return ContentDraft.newBuilder(draft)
                .setText(text.toString())
                .setEvidence(evidence)
                .setFindings(findings)
                .build();
    }
}
