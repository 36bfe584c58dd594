package io.m6flow.lab.train;

import io.m6flow.lab.train.TrainingSettings.DataFile;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** The corpora to learn from and the share of the target tokens that each gets. */
record Curriculum(List<Corpus> corpora, List<Double> shares) {
    private static final double ALL = 1 + 1e-9;

    Curriculum {
        corpora = List.copyOf(corpora);
        shares = List.copyOf(shares);
    }

    /** Files without a share divide among themselves what the others leave, by their size. */
    static Curriculum of(List<DataFile> files, List<Corpus> read) {
        for (Corpus corpus : read) {
            if (corpus.exercises().isEmpty()) {
                throw new TrainingException(corpus.file() + " holds nothing to learn from"
                        + (corpus.bad().isEmpty() ? "" : ": " + corpus.bad().get(0)));
            }
        }
        double given = files.stream()
                .map(DataFile::share)
                .filter(Objects::nonNull)
                .mapToDouble(Double::doubleValue)
                .sum();
        long open = 0;
        for (int i = 0; i < files.size(); i++) {
            open += files.get(i).share() == null ? read.get(i).targets() : 0;
        }
        if (given > ALL || (open > 0 && given >= 1)) {
            throw new TrainingException("the shares of the data files come to " + given
                    + (open > 0 ? ", which leaves nothing for the files without a share" : "; they may come to 1"));
        }
        List<Double> shares = new ArrayList<>();
        for (int i = 0; i < files.size(); i++) {
            Double share = files.get(i).share();
            // Where all are given they are taken in proportion.
            double rest = (1 - given) * read.get(i).targets() / Math.max(1, open);
            shares.add(share == null ? rest : open > 0 ? share : share / given);
        }
        return new Curriculum(read, shares);
    }

    List<List<Exercise>> exercises() {
        List<List<Exercise>> all = new ArrayList<>();
        corpora.forEach(corpus -> all.add(corpus.exercises()));
        return all;
    }

    long targets() {
        return corpora.stream().mapToLong(Corpus::targets).sum();
    }
}
