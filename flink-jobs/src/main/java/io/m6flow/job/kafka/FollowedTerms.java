package io.m6flow.job.kafka;

import io.m6flow.generator.law.Lexicon;
import io.m6flow.generator.law.LexiconGuard;
import io.m6flow.generator.law.MerchantTerm;
import io.m6flow.job.guard.Inspector;
import io.m6flow.job.guard.InspectorFactory;
import io.m6flow.schema.TermChange;
import io.m6flow.schema.codec.TopicFormat;
import io.m6flow.schema.codec.Topics;
import io.m6flow.schema.rule.TermRules;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Guards that know the terms which merchants added, and hear of a change within a second or so, while the job runs. All
 * tasks of a job in one process share one reader of the topic; it ends with the last of them.
 *
 * @param topicPrefix as in {@link KafkaEnds}
 */
public record FollowedTerms(String bootstrap, String topicPrefix, TopicFormat format) implements InspectorFactory {
    private static final long serialVersionUID = 1L;
    private static final Logger LOG = LoggerFactory.getLogger(FollowedTerms.class);
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Map<FollowedTerms, Shared> SHARED = new HashMap<>();

    private static final class Shared {
        final LexiconGuard guard = new LexiconGuard(Lexicon.shipped());
        final TopicFeed<TermChange> feed;
        int leases;

        Shared(FollowedTerms where) {
            feed = new TopicFeed<>(
                    where.bootstrap(),
                    where.topicPrefix() + Topics.GUARD_TERMS,
                    where.format().decoder(TermChange.class),
                    TermRules::complaint,
                    change -> guard.use(changed(guard.lexicon(), change)));
        }
    }

    /** @throws IllegalStateException if the terms cannot be read within a minute */
    @Override
    public Inspector open() {
        return Inspector.with(lease(), this::giveBack);
    }

    private LexiconGuard lease() {
        synchronized (SHARED) {
            Shared shared = SHARED.get(this);
            if (shared == null) {
                shared = new Shared(this);
                shared.feed.start(PATIENCE);
                SHARED.put(this, shared);
            }
            shared.leases++;
            return shared.guard;
        }
    }

    private void giveBack() {
        synchronized (SHARED) {
            Shared shared = SHARED.get(this);
            if (shared != null && --shared.leases == 0) {
                SHARED.remove(this);
                shared.feed.close();
            }
        }
    }

    /** A term that cannot be looked for is left out: whoever added it was told so, unless it came past the service. */
    private static Lexicon changed(Lexicon lexicon, TermChange change) {
        try {
            return switch (change.getOperation()) {
                case ADD -> lexicon.with(change.getTenant(), term(change));
                case REMOVE -> lexicon.without(change.getTenant(), change.getTerm());
            };
        } catch (IllegalArgumentException e) {
            LOG.warn("A term of {} is left out: {}", change.getTenant(), e.getMessage());
            return lexicon;
        }
    }

    private static MerchantTerm term(TermChange change) {
        return new MerchantTerm(change.getTerm(), change.getReason(), change.getSuggestion());
    }
}
