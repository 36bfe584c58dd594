package io.m6flow.generator.route;

import io.m6flow.generator.Fault;
import io.m6flow.generator.Generation;
import io.m6flow.generator.GeneratorException;
import io.m6flow.generator.GeneratorStats;
import io.m6flow.generator.ModelCard;
import io.m6flow.generator.Prompt;
import io.m6flow.generator.TextGenerator;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Several models as one generator: each prompt goes to the model that the routes name for it. Routes are exchanged while
 * prompts are in hand: new models are opened first, then prompts go to them, and a model that is no longer named writes
 * what it has to its end and is closed. The model of the configuration stays open. Safe for use by many threads.
 */
public final class RoutedGenerator implements TextGenerator {
    private static final Generation CLOSED = new Generation.Failed(Fault.CLOSED, "this generator was closed");

    private final Function<ModelChoice, TextGenerator> opener;
    private final Served configured;
    private volatile State state;
    private volatile boolean closed;
    /** Those that write what they still have. */
    private final Set<Served> draining = new HashSet<>();

    private GeneratorStats gone = GeneratorStats.NONE;

    private record State(ModelRoutes routes, Map<ModelChoice, Served> open) {
        State {
            open = Map.copyOf(open);
        }
    }

    /**
     * One that writes everything with the model of the configuration until it is told otherwise.
     *
     * @param configured is closed with this one
     * @param opener opens other models; throws a {@link GeneratorException} where it cannot
     */
    public RoutedGenerator(TextGenerator configured, Function<ModelChoice, TextGenerator> opener) {
        this.configured = new Served(configured, this::forget);
        this.opener = opener;
        this.state = new State(ModelRoutes.CONFIGURED, Map.of());
    }

    /** What is followed now. */
    public ModelRoutes routes() {
        return state.routes();
    }

    /**
     * Prompts that come from now on go by these routes. Returns when the new models are open.
     *
     * @throws GeneratorException if one cannot be opened, is another than its digest says, or takes shorter texts than the
     *     model of the configuration, by which they were cut; the routes followed so far go on
     */
    public synchronized void use(ModelRoutes routes) {
        if (closed) {
            return;
        }
        State before = state;
        Map<ModelChoice, Served> open = new HashMap<>();
        try {
            for (ModelChoice model : routes.models()) {
                Served known = before.open().get(model);
                open.put(model, known == null ? open(model) : known);
            }
        } catch (RuntimeException e) {
            retireAll(open, before.open());
            throw e;
        }
        state = new State(routes, open);
        retireAll(before.open(), open);
    }

    private Served open(ModelChoice model) {
        TextGenerator generator = opener.apply(model);
        try {
            check(model, generator.card());
        } catch (RuntimeException e) {
            generator.close();
            throw e;
        }
        return new Served(generator, this::forget);
    }

    private void check(ModelChoice model, ModelCard card) {
        if (!card.digest().equals(model.digest())) {
            throw new GeneratorException("the folder " + model.folder() + " holds another model (" + card.digest()
                    + ") than the routes name (" + model.digest() + "); copy the right one there");
        }
        ModelCard own = configured.card();
        if (card.maxPositions() < own.maxPositions() || card.passageCharacters() < own.passageCharacters()) {
            throw new GeneratorException("the model " + model + " takes " + card.maxPositions()
                    + " tokens and passages of "
                    + card.passageCharacters() + " characters, but texts are cut for " + own.maxPositions() + " and "
                    + own.passageCharacters() + "; it needs to take as much as the model of the configuration");
        }
    }

    /** Those of the one map that the other lacks. */
    private void retireAll(Map<ModelChoice, Served> some, Map<ModelChoice, Served> kept) {
        some.forEach((model, served) -> {
            if (!kept.containsKey(model)) {
                draining.add(served);
                served.retire();
            }
        });
    }

    @Override
    public CompletableFuture<Generation> generate(Prompt prompt) {
        while (!closed) {
            State now = state;
            Optional<ModelChoice> model = now.routes().modelFor(prompt);
            Served served = model.map(now.open()::get).orElse(configured);
            CompletableFuture<Generation> future = served.generate(prompt);
            if (future != null) {
                return future;
            }
            // Retired since it was looked up: the routes are new ones.
            Thread.onSpinWait();
        }
        return CompletableFuture.completedFuture(CLOSED);
    }

    /** That of the model in the configuration. */
    @Override
    public ModelCard card() {
        return configured.card();
    }

    @Override
    public synchronized GeneratorStats stats() {
        GeneratorStats own = closed ? gone : gone.plus(configured.stats());
        return Stream.concat(state.open().values().stream(), draining.stream())
                .map(Served::stats)
                .reduce(own, GeneratorStats::plus);
    }

    private synchronized void forget(Served served, GeneratorStats last) {
        draining.remove(served);
        gone = gone.plus(last);
    }

    @Override
    public synchronized void close() {
        if (closed) {
            return;
        }
        closed = true;
        List<Served> all = new ArrayList<>(draining);
        all.addAll(state.open().values());
        all.add(configured);
        state = new State(ModelRoutes.CONFIGURED, Map.of());
        all.forEach(Served::close);
    }
}
