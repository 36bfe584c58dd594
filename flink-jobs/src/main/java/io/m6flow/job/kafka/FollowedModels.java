package io.m6flow.job.kafka;

import io.m6flow.generator.Generation;
import io.m6flow.generator.GeneratorSettings;
import io.m6flow.generator.GeneratorStats;
import io.m6flow.generator.Generators;
import io.m6flow.generator.ModelCard;
import io.m6flow.generator.Prompt;
import io.m6flow.generator.TextGenerator;
import io.m6flow.generator.route.ModelChoice;
import io.m6flow.generator.route.ModelRoutes;
import io.m6flow.generator.route.RoutedGenerator;
import io.m6flow.job.writing.GeneratorFactory;
import io.m6flow.schema.ModelAssignment;
import io.m6flow.schema.codec.TopicFormat;
import io.m6flow.schema.codec.Topics;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Generators that write with the models which the topic of assignments names, and follow it while the job runs: what is
 * in hand is written to its end by the model that began it. A model that cannot be opened on this machine is logged as an
 * error, and the models so far go on.
 *
 * @param settings of the model in the configuration; the others run on the same device with the same slots and threads
 * @param topicPrefix as in {@link KafkaEnds}
 */
public record FollowedModels(String bootstrap, String topicPrefix, TopicFormat format, GeneratorSettings settings)
        implements GeneratorFactory {
    private static final long serialVersionUID = 1L;
    private static final Logger LOG = LoggerFactory.getLogger(FollowedModels.class);
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    /** @throws IllegalStateException if the assignments cannot be read within a minute */
    @Override
    public TextGenerator open() {
        RoutedGenerator generator = new RoutedGenerator(Generators.lease(settings), this::lease);
        Follower follower = new Follower(generator);
        try {
            TopicFeed<ModelAssignment> feed = new TopicFeed<>(
                    bootstrap,
                    topicPrefix + Topics.MODEL_ROUTES,
                    format.decoder(ModelAssignment.class),
                    AssignedModels::complaint,
                    follower::hear);
            feed.start(PATIENCE);
            follower.begin();
            return new Following(generator, feed);
        } catch (RuntimeException e) {
            generator.close();
            throw e;
        }
    }

    private TextGenerator lease(ModelChoice model) {
        return Generators.lease(settings.withModelDir(model.folder().isEmpty() ? null : model.folder()));
    }

    /** Follows the last assignment of those that stand there at the start, and each that comes later. */
    private static final class Follower {
        private final RoutedGenerator generator;
        private ModelRoutes last = ModelRoutes.CONFIGURED;
        private boolean hasBegun;

        Follower(RoutedGenerator generator) {
            this.generator = generator;
        }

        synchronized void hear(ModelAssignment assignment) {
            last = AssignedModels.routes(assignment);
            if (hasBegun) {
                follow();
            }
        }

        synchronized void begin() {
            hasBegun = true;
            follow();
        }

        private void follow() {
            if (last.equals(generator.routes())) {
                return;
            }
            try {
                generator.use(last);
                LOG.info("texts are written by {}", last);
            } catch (RuntimeException e) {
                LOG.error("{} cannot be followed, texts go on being written by {}", last, generator.routes(), e);
            }
        }
    }

    /** Ends the feed before the models: it might open others. */
    private record Following(RoutedGenerator generator, TopicFeed<ModelAssignment> feed) implements TextGenerator {
        @Override
        public CompletableFuture<Generation> generate(Prompt prompt) {
            return generator.generate(prompt);
        }

        @Override
        public ModelCard card() {
            return generator.card();
        }

        @Override
        public GeneratorStats stats() {
            return generator.stats();
        }

        @Override
        public void close() {
            feed.close();
            generator.close();
        }
    }
}
