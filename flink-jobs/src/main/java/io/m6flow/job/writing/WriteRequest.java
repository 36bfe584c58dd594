package io.m6flow.job.writing;

import io.m6flow.generator.Redo;
import io.m6flow.job.event.EventRef;
import io.m6flow.schema.ContentDraft;
import io.m6flow.schema.EventOutcome;
import io.m6flow.schema.Kind;
import java.util.List;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.jspecify.annotations.Nullable;

/**
 * One text to be written.
 *
 * @param blank the draft as it will be, all but what the writing adds (text, candidates, findings, evidence, scores,
 *     trace, createdAt)
 * @param text what is to be cleaned or summed up; empty for products, which are written from the blank's source
 * @param candidates how many texts to choose from; 0 where none is wanted any more and those under way are called off
 * @param events the events that the text is written for
 * @param held outcomes that may leave only once this is written
 * @param products what of {@code text} was said of which product, for a summary to be followed by a line on each
 * @param redo what to heed where an earlier attempt was sent back, or null the first time
 */
public record WriteRequest(
        ContentDraft blank,
        String text,
        int candidates,
        List<EventRef> events,
        List<EventOutcome> held,
        List<ProductSpeech> products,
        @Nullable Redo redo) {

    /** How Flink hands requests on. */
    public static final TypeInformation<WriteRequest> TYPE = UnchangedType.ofUnchanged(WriteRequest.class);

    /** For a text that is written the first time. */
    public WriteRequest(
            ContentDraft blank,
            String text,
            int candidates,
            List<EventRef> events,
            List<EventOutcome> held,
            List<ProductSpeech> products) {
        this(blank, text, candidates, events, held, products, null);
    }

    /** For nothing to be written: what is under way for the blank's content at a lower revision is called off. */
    public static WriteRequest callingOff(ContentDraft blank) {
        return new WriteRequest(blank, "", 0, List.of(), List.of(), List.of());
    }

    boolean callsOff() {
        return candidates == 0;
    }

    public Kind kind() {
        return blank.getKind();
    }

    public String contentId() {
        return blank.getContentId();
    }
}
