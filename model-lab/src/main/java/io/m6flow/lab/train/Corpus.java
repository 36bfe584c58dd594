package io.m6flow.lab.train;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.m6flow.generator.m6.TrainableModel;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.GZIPInputStream;

/**
 * What one file teaches.
 *
 * @param sha256 of the file's bytes
 * @param tooLong how many pairs were left out because they do not fit
 * @param bad the first lines that teach nothing, with the reason
 * @param badLines how many there are in all
 */
record Corpus(Path file, String sha256, List<Exercise> exercises, int tooLong, List<String> bad, int badLines) {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int SHOWN = 5;

    Corpus {
        exercises = List.copyOf(exercises);
        bad = List.copyOf(bad);
    }

    /**
     * Reads JSON Lines, packed with gzip where the name ends with {@code .gz}. A bad line costs itself only.
     *
     * @param longest tokens of a source and its target together, with what stands around them
     */
    static Corpus read(Path file, TrainableModel model, int longest) {
        ExerciseFormat format = new ExerciseFormat(model, longest);
        String task = String.valueOf(file.getFileName()).split("[._]", 2)[0];
        List<Exercise> exercises = new ArrayList<>();
        List<String> bad = new ArrayList<>();
        int tooLong = 0;
        int badLines = 0;
        int number = 0;
        MessageDigest digest = newDigest();
        try (InputStream bytes = new DigestInputStream(Files.newInputStream(file), digest);
                BufferedReader lines = reader(file, bytes)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                number++;
                try {
                    for (Exercise exercise :
                            line.isBlank() ? List.<Exercise>of() : format.read(JSON.readTree(line), task)) {
                        if (fits(exercise, longest)) {
                            exercises.add(exercise);
                        } else {
                            tooLong++;
                        }
                    }
                } catch (JsonProcessingException | IllegalArgumentException e) {
                    badLines++;
                    if (bad.size() < SHOWN) {
                        bad.add(file.getFileName() + " line " + number + ": " + reason(e));
                    }
                }
            }
            bytes.transferTo(OutputStream.nullOutputStream());
        } catch (IOException e) {
            throw new TrainingException("cannot read " + file + ": " + e.getMessage() + "; is the path right?", e);
        }
        return new Corpus(file, HexFormat.of().formatHex(digest.digest()), exercises, tooLong, bad, badLines);
    }

    /** Parsers quote the text; logs must not. */
    private static String reason(Exception e) {
        return e instanceof JsonProcessingException ? "is no JSON" : String.valueOf(e.getMessage());
    }

    private static boolean fits(Exercise exercise, int longest) {
        return !(exercise instanceof Exercise.Pair pair) || pair.lesson().tokens() <= longest;
    }

    private static BufferedReader reader(Path file, InputStream bytes) throws IOException {
        InputStream plain = file.toString().endsWith(".gz") ? new GZIPInputStream(bytes, 1 << 16) : bytes;
        return new BufferedReader(new InputStreamReader(plain, StandardCharsets.UTF_8), 1 << 16);
    }

    private static MessageDigest newDigest() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("this Java lacks SHA-256", e);
        }
    }

    long targets() {
        return exercises.stream().mapToLong(Exercise::targets).sum();
    }

    /** How many exercises there are of each task. */
    Map<String, Integer> tasks() {
        Map<String, Integer> tasks = new TreeMap<>();
        exercises.forEach(exercise -> tasks.merge(exercise.task(), 1, Integer::sum));
        return tasks;
    }
}
