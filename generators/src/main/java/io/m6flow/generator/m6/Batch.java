package io.m6flow.generator.m6;

import io.m6flow.generator.Fault;
import io.m6flow.generator.Priority;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The texts being written side by side, one slot each. Text number i of a lane is row i of that lane in the network's
 * cache: a text that leaves is replaced by its lane's last one, so that the rows in use are always the first. Live texts
 * stand before all others of their lane, so that they can take a step by themselves.
 *
 * <p>Confined to the engine thread. When the network throws, the texts are as they were before the call: it may be made
 * again, or {@link #abandon} ends it.
 */
final class Batch {
    /** Columns that a text should find free in its first lane. */
    private static final int ROOM_TO_START = 16;

    private static final int SHORTEST_DRAFT = 3;

    private final Network network;
    private final Vocabulary vocabulary;
    private final int modelVocabulary;
    private final BatchLimits limits;
    private final EngineMeters meters;
    private final Pace pace;
    private final int end;
    private final Newcomers newcomers;
    private final List<List<Text>> lanes = new ArrayList<>();

    /** Whether the last step was one of live texts alone; the next one is for all. */
    private boolean hurried;

    Batch(Network network, Reader reader, ModelFolder folder, BatchLimits limits, EngineMeters meters, Pace pace) {
        this.network = network;
        this.newcomers = new Newcomers(reader, limits);
        this.vocabulary = folder.vocabulary();
        this.modelVocabulary = folder.config().vocabulary();
        this.limits = limits;
        this.meters = meters;
        this.pace = pace;
        this.end = vocabulary.end();
        for (int lane = 0; lane < network.lanes().count(); lane++) {
            lanes.add(new ArrayList<>());
        }
    }

    /** Nobody has a slot. */
    boolean isEmpty() {
        return size() == 0 && newcomers.isEmpty();
    }

    /** Whether there is a text that a step would carry on. */
    boolean writes() {
        return size() > 0;
    }

    private int size() {
        return lanes.stream().mapToInt(List::size).sum();
    }

    int free() {
        return limits.holdsTogether() && !isEmpty() ? 0 : limits.slots() - size() - newcomers.size();
    }

    /** The most columns that the texts with a slot can come to hold. */
    long cost() {
        return texts().mapToLong(Text::cost).sum() + newcomers.cost();
    }

    /** Whether more newcomers would be read without waiting for others. */
    boolean wantsNewcomers() {
        return newcomers.isShort();
    }

    /** Requests with a slot whose source is not read yet. */
    List<Request> newcomers() {
        return newcomers.requests();
    }

    private Stream<Text> texts() {
        return lanes.stream().flatMap(List::stream);
    }

    /** Gives slots to as many texts of these requests as there are; each source is read once. */
    void join(List<Request> requests) {
        Map<Plan.Write, List<Text>> joining = new LinkedHashMap<>();
        int room = free();
        for (Request request : requests) {
            Plan.Write plan = (Plan.Write) request.plan;
            for (; room > 0 && request.waiting() > 0; room--) {
                joining.computeIfAbsent(plan, p -> new ArrayList<>())
                        .add(new Text(request, plan, request.admit(), vocabulary, end, modelVocabulary));
            }
        }
        newcomers.add(joining.values());
    }

    /** Seats those whose source has been read; when nothing else is being written, waits for the first. */
    void seatNewcomers() {
        for (Newcomers.Arrived arrived = arrived(); arrived != null; arrived = arrived()) {
            try (Reading reading = arrived.reading()) {
                seat(arrived.texts(), reading);
            }
        }
    }

    /** A step costs much the same for few texts: while most slots wait for their source, this thread reads as well. */
    private Newcomers.@Nullable Arrived arrived() {
        Newcomers.Arrived arrived = newcomers.next(false);
        if (arrived == null && 2 * size() < limits.slots()) {
            arrived = newcomers.readHere();
        }
        return arrived == null && size() == 0 ? newcomers.next(true) : arrived;
    }

    /** Each of these texts then has its first token. */
    private void seat(List<List<Text>> sources, Reading reading) {
        List<Text> seated = new ArrayList<>();
        List<Integer> origins = new ArrayList<>();
        for (int source = 0; source < sources.size(); source++) {
            for (Text text : sources.get(source)) {
                if (text.goesOn()) {
                    int lane = network.lanes().holding(text.plan.source.length + ROOM_TO_START);
                    network.seat(reading, source, lane, lanes.get(lane).size());
                    lanes.get(lane).add(text);
                    seated.add(text);
                    origins.add(source);
                }
            }
        }
        Cores.share(seated.size(), i -> seated.get(i).follow(reading.logits(), origins.get(i), 1, t -> -1));
        seated.forEach(text -> text.request.sawToken());
        seated.forEach(this::bringForward);
        meters.wrote(written(seated));
        settle();
    }

    /** Frees the slots of texts that nobody waits for any more. */
    void dropGivenUp(long now) {
        texts().map(text -> text.request)
                .filter(request -> !request.givenUp() && request.expired(now))
                .distinct()
                .toList()
                .forEach(Request::expire);
        settle();
    }

    /**
     * Writes one token in every slot, or several where that costs little more. Every other step is for live texts alone
     * where that pays: beside a full catalogue they can be drafted then, which the whole batch is too wide for.
     *
     * @param nothingWaits whether nobody would be held up by several steps in one call
     */
    void step(boolean nothingWaits) {
        List<Text> live = hurried ? List.of() : liveTexts();
        int drafted = draftLength(live);
        hurried = drafted > 0 && live.size() < size();
        if (hurried) {
            write(true, 1, 1 + drafted);
            return;
        }
        int ahead = nothingWaits && newcomers.isEmpty() ? stepsAhead() : 1;
        write(false, ahead, ahead > 1 ? 1 : 1 + draftLength(texts().toList()));
    }

    /** Takes that many steps at once, or one with that many tokens for each text. */
    private void write(boolean onlyLive, int ahead, int tokens) {
        int count = Math.max(ahead, tokens);
        promote(count);
        List<Text> texts = onlyLive ? liveTexts() : texts().toList();
        Feed feed = feed(texts, tokens);
        int before = written(texts);
        long begun = meters.now();
        Logits logits = ahead > 1 ? network.run(feed, ahead) : network.step(feed);
        int[] useful = new int[texts.size()];
        Cores.share(texts.size(), i -> {
            int first = i * count;
            useful[i] = texts.get(i)
                    .follow(logits, first, count, t -> ahead > 1 ? logits.chosen(first + t - 1) : feed.id(i, t));
        });
        int written = written(texts) - before;
        long computed = (long) feed.size() * count;
        meters.step(texts.size(), ahead, computed, IntStream.of(useful).sum(), written, begun);
        settle();
    }

    /** In exact mode and without drafting nobody goes before the others. */
    private boolean isLive(Text text) {
        return limits.drafts() && text.request.prompt.service().priority() == Priority.LIVE;
    }

    private List<Text> liveTexts() {
        return texts().filter(this::isLive).toList();
    }

    private static int written(List<Text> texts) {
        return texts.stream().mapToInt(Text::length).sum();
    }

    /** Several steps go into one call where every text's next token is nearly sure to be the best one. */
    private int stepsAhead() {
        if (limits.tuning().stepsPerCall() == 1 || !texts().allMatch(Text::runsAlone)) {
            return 1;
        }
        return texts().mapToInt(text -> Math.min(text.left(), columnsLeft(text)))
                .reduce(limits.tuning().stepsPerCall(), Math::min);
    }

    /** How many tokens to draft for these texts: none where they are too many, or most of them do not copy their source. */
    private int draftLength(List<Text> texts) {
        int room = texts.isEmpty() ? 0 : limits.draftAtOnce() / texts.size() - 1;
        if (!limits.drafts() || room < SHORTEST_DRAFT) {
            return 0;
        }
        int[] lengths = texts.stream()
                .mapToInt(text -> text.draft(Math.min(room, columnsLeft(text) - 1)))
                .toArray();
        long drafting = IntStream.of(lengths).filter(length -> length > 0).count();
        int most = texts.stream().mapToInt(text -> columnsLeft(text) - 1).min().orElse(0);
        return 2 * drafting < lengths.length
                ? 0
                : Math.min(most, IntStream.of(lengths).max().orElse(0));
    }

    /** How many columns there are for its next tokens in the widest lane. */
    private int columnsLeft(Text text) {
        return network.lanes().columns(lanes.size() - 1) - text.position();
    }

    /** Moves texts up for which their lane is too narrow by now. */
    private void promote(int tokens) {
        for (int lane = 0; lane < lanes.size(); lane++) {
            for (int row = lanes.get(lane).size() - 1; row >= 0; row--) {
                Text text = lanes.get(lane).get(row);
                int wider = network.lanes().holding(text.position() + tokens);
                if (wider > lane) {
                    List<Text> target = lanes.get(wider);
                    network.move(lane, row, wider, target.size(), text.position());
                    target.add(text);
                    vacate(lane, row);
                    bringForward(text);
                }
            }
        }
    }

    /** @param texts all, or the first ones of each lane; in the order of the cache */
    private Feed feed(List<Text> texts, int tokens) {
        boolean exact = limits.tuning().exact();
        Feed feed = new Feed(network.lanes(), exact, tokens);
        int last = 0;
        int next = 0;
        for (int lane = 0; lane < lanes.size(); lane++) {
            for (Text text : lanes.get(lane)) {
                if (next < texts.size() && texts.get(next) == text) {
                    feed.add(lane, text.position(), text.feed(tokens));
                    last = lane;
                    next++;
                }
            }
        }
        for (int i = texts.size(); exact && i < limits.slots(); i++) {
            // An empty slot is computed too: how many rows there are decides how sums are rounded.
            feed.add(last, 0, new int[tokens]);
        }
        return feed;
    }

    /** Hands over what is complete, tells what failed, and frees their slots. */
    private void settle() {
        texts().filter(Text::complete).forEach(this::deliver);
        texts().filter(text -> text.fault() != null).forEach(Batch::tell);
        if (limits.holdsTogether() && texts().anyMatch(Text::goesOn)) {
            return;
        }
        for (int lane = 0; lane < lanes.size(); lane++) {
            for (int row = lanes.get(lane).size() - 1; row >= 0; row--) {
                Text text = lanes.get(lane).get(row);
                if (text.fault() != null) {
                    network.wipe(lane, row);
                }
                if (!text.goesOn()) {
                    vacate(lane, row);
                }
            }
        }
    }

    private void deliver(Text text) {
        if (text.deliver()) {
            pace.wrote(text.request.prompt.kind(), text.length());
        }
    }

    /** Members fail alone: what goes wrong in one text ends its request and no other. */
    private static void tell(Text text) {
        text.request.fail(
                Fault.PROMPT, "prompt " + text.request.prompt.id() + " could not be continued: " + text.fault());
    }

    /** The lane's last text takes the place of one that leaves; of a live one, the last live text does, and it that one's. */
    private void vacate(int lane, int row) {
        List<Text> texts = lanes.get(lane);
        int gap = row;
        if (isLive(texts.get(row))) {
            int lastLive = live(texts) - 1;
            replace(lane, gap, lastLive);
            gap = lastLive;
        }
        replace(lane, gap, texts.size() - 1);
        texts.remove(texts.size() - 1);
    }

    private int live(List<Text> texts) {
        return (int) texts.stream().filter(this::isLive).count();
    }

    private void replace(int lane, int row, int by) {
        if (row != by) {
            Text text = lanes.get(lane).get(by);
            network.move(lane, by, lane, row, text.position());
            lanes.get(lane).set(row, text);
        }
    }

    /** A live text that came in behind others changes places with the first one of its lane that is not live. */
    private void bringForward(Text text) {
        int lane = laneOf(text);
        List<Text> texts = lanes.get(lane);
        int from = texts.indexOf(text);
        int to = 0;
        while (to < from && isLive(texts.get(to))) {
            to++;
        }
        if (to < from && isLive(text)) {
            swap(lane, to, from);
        }
    }

    private int laneOf(Text text) {
        return IntStream.range(0, lanes.size())
                .filter(lane -> lanes.get(lane).contains(text))
                .findFirst()
                .orElseThrow();
    }

    /** By way of the first row that is not in use. */
    private void swap(int lane, int one, int other) {
        List<Text> texts = lanes.get(lane);
        int spare = texts.size();
        network.move(lane, one, lane, spare, texts.get(one).position());
        network.move(lane, other, lane, one, texts.get(other).position());
        network.move(lane, spare, lane, other, texts.get(one).position());
        Collections.swap(texts, one, other);
    }

    /** The newer half of the requests in hand, or the one there is. */
    List<Request> newerHalf() {
        List<Request> requests = requests();
        return List.copyOf(requests.subList(requests.size() / 2, requests.size()));
    }

    /** Takes these requests' texts out as if they had never joined, and whoever is not read yet with them. */
    void abandon(List<Request> requests) {
        newcomers.abandon();
        for (int lane = 0; lane < lanes.size(); lane++) {
            for (int row = lanes.get(lane).size() - 1; row >= 0; row--) {
                if (requests.contains(lanes.get(lane).get(row).request)) {
                    vacate(lane, row);
                }
            }
        }
        requests.forEach(Request::restart);
    }

    void failAll(Fault fault, String message) {
        newcomers.requests().forEach(request -> request.fail(fault, message));
        newcomers.abandon();
        requests().forEach(request -> request.fail(fault, message));
        lanes.forEach(List::clear);
    }

    /** The requests in hand, in the order in which they came. */
    private List<Request> requests() {
        return texts().map(text -> text.request)
                .distinct()
                .sorted(Comparator.comparingLong(Request::arrivedNanos))
                .toList();
    }
}
