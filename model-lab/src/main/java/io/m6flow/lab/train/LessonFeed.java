package io.m6flow.lab.train;

import io.m6flow.generator.m6.Lesson;
import io.m6flow.generator.m6.TrainableModel;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Lessons without end: each corpus is passed through again and again, shuffled anew, and gets its share of the target
 * tokens. What comes next depends on the seed and the places alone. Confined to one thread.
 */
final class LessonFeed {
    private static final long MIX = 0x9e3779b97f4a7c15L;

    /**
     * How far a corpus has been used.
     *
     * @param drawn exercises, over all passes
     * @param targets target tokens of them
     */
    record Place(long drawn, long targets) {
        static final Place START = new Place(0, 0);
    }

    private final TrainableModel model;
    private final List<List<Exercise>> corpora;
    private final List<Double> shares;
    private final long seed;
    private final Place[] places;
    private final int[][] orders;
    private final long[] passes;

    /** @param shares of the target tokens, for each corpus; they sum to one */
    LessonFeed(TrainableModel model, List<List<Exercise>> corpora, List<Double> shares, long seed) {
        this.model = model;
        this.corpora = List.copyOf(corpora);
        this.shares = List.copyOf(shares);
        this.seed = seed;
        this.places = new Place[shares.size()];
        this.orders = new int[shares.size()][];
        this.passes = new long[shares.size()];
        Arrays.fill(places, Place.START);
        Arrays.fill(passes, -1);
    }

    List<Place> places() {
        return List.of(places);
    }

    void goTo(List<Place> kept) {
        kept.toArray(places);
    }

    /** Lessons of so many tokens together, or a little more. */
    List<Lesson> next(int tokens) {
        List<Lesson> lessons = new ArrayList<>();
        for (int taken = 0; taken < tokens; ) {
            Lesson lesson = next();
            lessons.add(lesson);
            taken += lesson.tokens();
        }
        return lessons;
    }

    private Lesson next() {
        int corpus = behind();
        Place place = places[corpus];
        List<Exercise> exercises = corpora.get(corpus);
        int size = exercises.size();
        int at = order(corpus, place.drawn() / size)[(int) (place.drawn() % size)];
        Lesson lesson = exercises.get(at).lesson(model, new SplittableRandom(mixed(corpus, place.drawn())));
        places[corpus] = new Place(place.drawn() + 1, place.targets() + lesson.targets());
        return lesson;
    }

    /** The corpus that lacks most of its share. */
    private int behind() {
        double used = 1 + Arrays.stream(places).mapToLong(Place::targets).sum();
        int most = 0;
        for (int c = 1; c < shares.size(); c++) {
            if (lack(c, used) > lack(most, used)) {
                most = c;
            }
        }
        return most;
    }

    private double lack(int corpus, double used) {
        return shares.get(corpus) - places[corpus].targets() / used;
    }

    private int[] order(int corpus, long pass) {
        if (passes[corpus] != pass) {
            passes[corpus] = pass;
            orders[corpus] = shuffled(corpora.get(corpus).size(), new SplittableRandom(~mixed(corpus, pass)));
        }
        return orders[corpus];
    }

    static int[] shuffled(int size, SplittableRandom random) {
        int[] order = new int[size];
        for (int i = 0; i < size; i++) {
            int j = random.nextInt(i + 1);
            order[i] = order[j];
            order[j] = i;
        }
        return order;
    }

    private long mixed(int corpus, long number) {
        return (seed * MIX + corpus) * MIX + number;
    }
}
