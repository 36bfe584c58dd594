package io.m6flow.review.web;

import io.m6flow.schema.Evidence;
import io.m6flow.schema.Finding;
import io.m6flow.schema.Severity;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * A stretch of a draft's text over which the same findings and evidence lie.
 *
 * @param severity the gravest finding's, in lower case; empty where there is none
 * @param rules the findings' rules and messages; empty where there is none
 * @param support what supports the stretch; empty where nothing does
 * @param links the findings (f0, f1, ...) and evidence (e0, e1, ...) over the stretch, with spaces between
 */
record TextPiece(String text, String severity, String rules, String support, String links) {

    boolean isPlain() {
        return severity.isEmpty() && support.isEmpty();
    }

    boolean isFinding() {
        return !severity.isEmpty();
    }

    /** Cuts a text where a span begins or ends. Spans outside the text are cut back to it; empty ones are left out. */
    static List<TextPiece> cut(String text, List<Finding> findings, List<Evidence> evidence) {
        List<Span<Finding>> marks = findings.stream()
                .map(each -> Span.within(text, each.getStart(), each.getEnd(), each))
                .toList();
        List<Span<Evidence>> supports = evidence.stream()
                .map(each -> Span.within(text, each.getStart(), each.getEnd(), each))
                .toList();
        SortedSet<Integer> borders = new TreeSet<>(List.of(0, text.length()));
        marks.forEach(span -> span.addBorders(borders));
        supports.forEach(span -> span.addBorders(borders));
        List<TextPiece> pieces = new ArrayList<>();
        int start = 0;
        for (int end : borders) {
            if (end > start) {
                pieces.add(piece(text, start, end, marks, supports));
                start = end;
            }
        }
        return pieces;
    }

    private static TextPiece piece(
            String text, int start, int end, List<Span<Finding>> marks, List<Span<Evidence>> supports) {
        List<Finding> over = covering(marks, start, end);
        String severity = over.stream()
                .map(Finding::getSeverity)
                .max(Severity::compareTo)
                .map(worst -> Code.lower(worst))
                .orElse("");
        String rules = over.stream()
                .map(each -> each.getRule() + ": " + each.getMessage())
                .collect(Collectors.joining("; "));
        String support = covering(supports, start, end).stream()
                .map(Evidence::getSupport)
                .distinct()
                .collect(Collectors.joining(", "));
        String links = Stream.concat(links("f", marks, start, end), links("e", supports, start, end))
                .collect(Collectors.joining(" "));
        return new TextPiece(text.substring(start, end), severity, rules, support, links);
    }

    /** The part of a text that a span covers, as it is cut. */
    static String within(String text, int start, int end) {
        Span<String> span = Span.within(text, start, end, "");
        return text.substring(span.start(), span.end());
    }

    private static <T> Stream<String> links(String letter, List<Span<T>> spans, int start, int end) {
        return IntStream.range(0, spans.size())
                .filter(i -> spans.get(i).covers(start, end))
                .mapToObj(i -> letter + i);
    }

    private static <T> List<T> covering(List<Span<T>> spans, int start, int end) {
        return spans.stream()
                .filter(span -> span.covers(start, end))
                .map(Span::of)
                .toList();
    }

    private record Span<T>(int start, int end, T of) {

        static <T> Span<T> within(String text, int start, int end, T of) {
            int from = Math.min(Math.max(start, 0), text.length());
            int to = Math.min(Math.max(end, from), text.length());
            return new Span<>(splitsPair(text, from) ? from - 1 : from, splitsPair(text, to) ? to + 1 : to, of);
        }

        boolean covers(int from, int to) {
            return start <= from && to <= end;
        }

        void addBorders(SortedSet<Integer> borders) {
            borders.add(start);
            borders.add(end);
        }

        private static boolean splitsPair(String text, int at) {
            return at > 0
                    && at < text.length()
                    && Character.isHighSurrogate(text.charAt(at - 1))
                    && Character.isLowSurrogate(text.charAt(at));
        }
    }
}
