package io.m6flow.job.writing;

import io.m6flow.generator.Candidate;
import io.m6flow.generator.Fault;
import io.m6flow.generator.Generation;
import io.m6flow.generator.Material;
import io.m6flow.generator.Trace;
import io.m6flow.generator.guard.Draft;
import io.m6flow.generator.guard.Finding;
import io.m6flow.generator.guard.Severity;
import io.m6flow.job.event.JobClock;
import io.m6flow.job.event.Rejection;
import io.m6flow.job.guard.Inspector;
import io.m6flow.job.guard.Noted;
import io.m6flow.schema.Alternative;
import io.m6flow.schema.ContentDraft;
import io.m6flow.schema.DeadLetterReason;
import io.m6flow.schema.DraftOrigin;
import io.m6flow.schema.Evidence;
import io.m6flow.schema.GenerationTrace;
import io.m6flow.schema.Kind;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Makes a draft of what the generator answered: chooses among the candidates and notes what is to be noticed. */
final class DraftComposer {
    private final Inspector inspector;
    private final JobClock clock;

    DraftComposer(Inspector inspector, JobClock clock) {
        this.inspector = inspector;
        this.clock = clock;
    }

    WriteResult compose(WriteRequest request, Material material, PatientGenerator.Answer answer) {
        return answer.generation()
                .fold(
                        written -> best(request, material, written),
                        refused -> failed(
                                request,
                                DeadLetterReason.REFUSED,
                                refused.reason().code() + ": " + refused.message(),
                                answer.attempts()),
                        failed -> failed.fault() == Fault.EXPIRED && request.kind() == Kind.SCRIPT
                                ? WriteResult.written(request, tooLate(request))
                                : failed(
                                        request,
                                        DeadLetterReason.GENERATION_FAILED,
                                        failed.message(),
                                        answer.attempts()));
    }

    /** A stream that goes on is served better by what was recognised than by silence. */
    private ContentDraft tooLate(WriteRequest request) {
        return asSpoken(
                request,
                stamped(request.blank()),
                "NOT_CLEANED",
                "there was no time to clean this, so it is the speech as it was recognised");
    }

    static WriteResult failed(WriteRequest request, DeadLetterReason reason, String message, int attempts) {
        return WriteResult.failed(request, new Rejection(reason, message, attempts));
    }

    private WriteResult best(WriteRequest request, Material material, Generation.Written written) {
        List<CandidateRanking.Ranked> ranked =
                CandidateRanking.rank(written.candidates(), material, text -> inspector.findings(shown(request, text)));
        String text = ranked.get(0).candidate().text();
        if (request.kind() == Kind.SCRIPT) {
            return script(request, ranked, written.trace());
        }
        if (text.isBlank()) {
            return failed(
                    request, DeadLetterReason.GENERATION_FAILED, "the model wrote nothing; give it more facts", 1);
        }
        return WriteResult.written(request, draft(request, ranked, written.trace()));
    }

    private WriteResult script(WriteRequest request, List<CandidateRanking.Ranked> ranked, Trace trace) {
        String cleaned = ranked.get(0).candidate().text();
        if (cleaned.isBlank()) {
            return WriteResult.written(
                    request,
                    asSpoken(
                            request,
                            draft(request, ranked, trace),
                            "EMPTY",
                            "cleaning left nothing, so this is the speech as it was recognised"));
        }
        return Faithfulness.holds(cleaned, request.text())
                ? WriteResult.written(request, draft(request, ranked, trace))
                : failed(
                        request,
                        DeadLetterReason.GENERATION_FAILED,
                        "the cleaned text holds what was not said; try another model",
                        1);
    }

    /** A passage goes out as it was spoken, and says why. */
    private ContentDraft asSpoken(WriteRequest request, ContentDraft draft, String rule, String message) {
        String text = request.text();
        List<Finding> findings = new ArrayList<>();
        findings.add(new Finding(rule, 0, text.length(), Severity.WARNING, message, null));
        findings.addAll(inspector.findings(shown(request, text)));
        draft.setText(text);
        draft.setOrigin(DraftOrigin.RAW_TRANSCRIPT);
        draft.setFindings(Noted.of(findings));
        return draft;
    }

    private static Draft shown(WriteRequest request, String text) {
        return Inspector.draft(request.blank(), text, request.text());
    }

    private ContentDraft draft(WriteRequest request, List<CandidateRanking.Ranked> ranked, Trace trace) {
        CandidateRanking.Ranked best = ranked.get(0);
        String text = best.candidate().text();
        ContentDraft draft = stamped(request.blank());
        draft.setText(text);
        draft.setAlternatives(alternatives(ranked));
        draft.setFindings(Noted.of(best.findings()));
        draft.setEvidence(evidence(request, text));
        draft.setScores(best.scores());
        draft.setTrace(trace(best.candidate(), trace));
        return draft;
    }

    /** What the blank holds, as of now. */
    private ContentDraft stamped(ContentDraft blank) {
        ContentDraft draft = DraftCopy.of(blank);
        draft.setCreatedAt(clock.now());
        return draft;
    }

    /** The other candidates that say something else. */
    private static List<Alternative> alternatives(List<CandidateRanking.Ranked> ranked) {
        List<String> seen = new ArrayList<>(List.of(ranked.get(0).candidate().text()));
        List<Alternative> alternatives = new ArrayList<>();
        for (CandidateRanking.Ranked other : ranked.subList(1, ranked.size())) {
            String text = other.candidate().text();
            if (!other.blank() && !seen.contains(text)) {
                seen.add(text);
                alternatives.add(
                        new Alternative(text, other.score(), other.candidate().seed()));
            }
        }
        return alternatives;
    }

    /** What stands there word for word, and of the rest what is a fact that the source holds in other words. */
    private List<Evidence> evidence(WriteRequest request, String text) {
        List<Evidence> evidence = new ArrayList<>(
                AttributeEvidence.find(text, request.blank().getSource().getAttributes()));
        inspector.evidence(shown(request, text)).stream()
                .filter(fact -> evidence.stream()
                        .noneMatch(known -> known.getStart() < fact.getEnd() && fact.getStart() < known.getEnd()))
                .toList()
                .forEach(evidence::add);
        evidence.sort(Comparator.comparingInt(Evidence::getStart));
        return evidence;
    }

    /** The findings of a text that is put after another one. */
    List<io.m6flow.schema.Finding> findings(WriteRequest request, String text, int start) {
        return Noted.of(inspector.findings(shown(request, text)), start);
    }

    private static GenerationTrace trace(Candidate chosen, Trace trace) {
        return GenerationTrace.newBuilder()
                .setModel(trace.model())
                .setModelVersion(trace.version())
                .setPromptVersion(trace.promptVersion())
                .setSeed(chosen.seed())
                .setSourceTokens(trace.sourceTokens())
                .setWrittenTokens(trace.writtenTokens())
                .setWaitingMillis(trace.waitingMillis())
                .setGeneratingMillis(trace.generatingMillis())
                .setNotes(trace.notes())
                .build();
    }
}
