package io.m6flow.generator.fact;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds what was said in a transcript and no longer stands in the cleaned text. Safe for many threads. */
final class LostFacts {
    /** What a speaker says before the right thing. */
    private static final List<String> CORRECTIONS =
            List.of("不对", "不是", "说错", "错了", "应该是", "更正", "我是说", "口误", "搞错", "记错", "不不", "哦是", "噢是", "啊是", "对是", "嗯是");

    /** Those that are said of nothing else; 是羊毛 不是羊绒 only looks like a correction. */
    private static final Pattern SURE_CORRECTION = Pattern.compile("(?:[哦噢啊呃]?(?:不对|说错了?|口误|搞错了?|记错了?|错了))+");

    /** How far a correction may follow, in characters of the transcript. */
    private static final int REACH = 14;

    /** A word that was begun again goes on within so many. */
    private static final int STUTTER = 8;

    /** So many letters before the place tell where a lost fact stood. */
    private static final int CONTEXT = 3;

    private LostFacts() {}

    static List<LostFact> find(Passage transcript, Passage text) {
        List<LostFact> lost = new ArrayList<>();
        List<Mention> said = transcript.mentions();
        for (int i = 0; i < said.size(); i++) {
            Mention mention = said.get(i);
            if (!isKept(mention, transcript, text) && !isTakenBack(i, transcript.plain(), said)) {
                String words = transcript.words().substring(mention.start(), mention.end());
                int position = position(transcript.plain(), mention.start(), text.plain());
                lost.add(new LostFact(position, mention.type(), words));
            }
        }
        return lost;
    }

    /** What was said and not taken back. */
    static List<SpokenFact> standing(Passage transcript) {
        List<SpokenFact> facts = new ArrayList<>();
        List<Mention> firsts = new ArrayList<>();
        List<Mention> said = transcript.mentions();
        for (int i = 0; i < said.size(); i++) {
            Mention mention = said.get(i);
            if (!isTakenBack(i, transcript.plain(), said)) {
                facts.add(new SpokenFact(new Span(mention.start(), mention.end()), sameAs(mention, firsts)));
            }
        }
        return facts;
    }

    /** What a speaker takes back in so many words, each with those words: 三百九 不对 of 三百九 不对 是二百九. */
    static List<Span> takenBack(Passage transcript) {
        List<Span> spans = new ArrayList<>();
        List<Mention> said = transcript.mentions();
        for (int i = 0; i + 1 < said.size(); i++) {
            Mention mention = said.get(i);
            Mention next = said.get(i + 1);
            if (isTakenBack(i, transcript.plain(), said) && next.start() - mention.end() <= REACH) {
                String between = transcript.plain().substring(mention.end(), next.start());
                Matcher correction = SURE_CORRECTION.matcher(between);
                if (correction.find()) {
                    int anew = saidAnew(transcript.plain(), mention.start(), next.start(), between.length());
                    spans.add(new Span(mention.start() - anew, mention.end() + correction.end()));
                }
            }
        }
        return spans;
    }

    /** How many characters before both places are the same: 穿M码 说错了 穿L码. */
    private static int saidAnew(String transcript, int first, int second, int most) {
        int same = 0;
        while (same < Math.min(first, most)
                && transcript.charAt(first - same - 1) == transcript.charAt(second - same - 1)
                && Character.isLetter(transcript.charAt(first - same - 1))) {
            same++;
        }
        return same;
    }

    /** The number of the first mention that says this; a new one where none did. */
    private static int sameAs(Mention mention, List<Mention> firsts) {
        for (int i = 0; i < firsts.size(); i++) {
            if (says(firsts.get(i), mention) && says(mention, firsts.get(i))) {
                return i;
            }
        }
        firsts.add(mention);
        return firsts.size() - 1;
    }

    private static boolean isKept(Mention mention, Passage transcript, Passage text) {
        for (Mention kept : text.mentions()) {
            if (says(kept, mention)) {
                return true;
            }
        }
        return text.holds(mention, transcript.plain());
    }

    private static boolean says(Mention kept, Mention said) {
        if (kept instanceof Mention.Amount one && said instanceof Mention.Amount other) {
            boolean alike = one.sameDimension(other)
                    || one.unit().isNone()
                    || other.unit().isNone();
            return alike && one.holds(other);
        }
        return kept instanceof Mention.Word one
                && said instanceof Mention.Word other
                && one.term().says(other.term());
    }

    /** Whether the speaker put another fact in its place, or began the same again: 三百九 不对 是二百九. */
    private static boolean isTakenBack(int index, String transcript, List<Mention> said) {
        Mention mention = said.get(index);
        for (int i = index + 1; i < said.size() && said.get(i).start() - mention.end() <= REACH; i++) {
            Mention next = said.get(i);
            boolean alike = next.type() == mention.type() || bothAmounts(next, mention);
            if (alike && replaces(next, mention, transcript)) {
                return true;
            }
        }
        return false;
    }

    private static boolean replaces(Mention next, Mention mention, String transcript) {
        String between = transcript.substring(mention.end(), next.start());
        return CORRECTIONS.stream().anyMatch(between::contains)
                || (between.length() <= STUTTER && isBegunAgain(mention, next, transcript));
    }

    private static boolean bothAmounts(Mention one, Mention other) {
        return one instanceof Mention.Amount && other instanceof Mention.Amount;
    }

    private static boolean isBegunAgain(Mention mention, Mention next, String transcript) {
        String first = transcript.substring(mention.start(), mention.end());
        return transcript.startsWith(first, next.start());
    }

    /** After the nearest words before it that were kept; the beginning where none were. */
    private static int position(String transcript, int start, String text) {
        for (int end = start; end >= CONTEXT; end--) {
            int at = text.lastIndexOf(transcript.substring(end - CONTEXT, end));
            if (at >= 0) {
                return at + CONTEXT;
            }
        }
        return 0;
    }
}
