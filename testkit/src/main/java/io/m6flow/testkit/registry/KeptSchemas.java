package io.m6flow.testkit.registry;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.avro.Schema;
import org.apache.avro.SchemaCompatibility;
import org.apache.avro.SchemaCompatibility.SchemaCompatibilityType;
import org.apache.avro.SchemaParseException;

/** What a registry keeps: schemas by id, which all subjects share, and each subject's versions. Not thread-safe. */
final class KeptSchemas {
    private final List<String> byId = new ArrayList<>();
    private final Map<String, List<Integer>> subjects = new TreeMap<>();
    private final Map<String, String> levels = new HashMap<>();
    private String level = "BACKWARD";

    /** The API's errors, each with its status and its own code. */
    static final class Refusal extends Exception {
        private static final long serialVersionUID = 1L;

        private final int status;
        private final int code;

        Refusal(int status, int code, String message) {
            super(message);
            this.status = status;
            this.code = code;
        }

        int status() {
            return status;
        }

        int code() {
            return code;
        }
    }

    int register(String subject, String text) throws Refusal {
        Schema schema = parsed(text);
        String canonical = schema.toString();
        List<Integer> versions = subjects.getOrDefault(subject, List.of());
        for (int id : versions) {
            if (byId.get(id - 1).equals(canonical)) {
                return id;
            }
        }
        checkFits(subject, schema);
        int id = byId.indexOf(canonical) + 1;
        if (id == 0) {
            byId.add(canonical);
            id = byId.size();
        }
        subjects.computeIfAbsent(subject, made -> new ArrayList<>()).add(id);
        return id;
    }

    /** Whatever it says: what is kept need not be a schema of Avro's. */
    int keep(String text) {
        byId.add(text);
        return byId.size();
    }

    String schema(int id) throws Refusal {
        if (id < 1 || id > byId.size()) {
            throw new Refusal(404, 40403, "Schema " + id + " not found");
        }
        return byId.get(id - 1);
    }

    List<String> subjects() {
        return List.copyOf(subjects.keySet());
    }

    /** The ids of a subject's versions, from version 1. */
    List<Integer> versions(String subject) throws Refusal {
        List<Integer> versions = subjects.get(subject);
        if (versions == null) {
            throw new Refusal(404, 40401, "Subject '" + subject + "' not found.");
        }
        return versions;
    }

    /** The number of a version that may be called "latest". */
    int version(String subject, String name) throws Refusal {
        int newest = versions(subject).size();
        if (name.equals("latest")) {
            return newest;
        }
        int version = name.matches("[1-9][0-9]{0,8}") ? Integer.parseInt(name) : 0;
        if (version == 0) {
            throw new Refusal(422, 42202, "The specified version '" + name + "' is not a valid version id.");
        }
        if (version > newest) {
            throw new Refusal(404, 40402, "Version " + version + " not found.");
        }
        return version;
    }

    void level(String subject, String wanted) {
        levels.put(subject, wanted);
    }

    private void checkFits(String subject, Schema schema) throws Refusal {
        String asked = levels.getOrDefault(subject, level);
        List<Integer> versions = subjects.getOrDefault(subject, List.of());
        if (asked.equals("NONE") || versions.isEmpty()) {
            return;
        }
        int first = asked.endsWith("_TRANSITIVE") ? 0 : versions.size() - 1;
        for (int id : versions.subList(first, versions.size())) {
            Schema old = parsed(schema(id));
            boolean backward = asked.startsWith("FORWARD") || reads(schema, old);
            boolean forward = asked.startsWith("BACKWARD") || reads(old, schema);
            if (!backward || !forward) {
                throw new Refusal(
                        409,
                        409,
                        "Schema being registered is incompatible with an earlier schema for subject \"" + subject
                                + "\"");
            }
        }
    }

    private static boolean reads(Schema reader, Schema writer) {
        return SchemaCompatibility.checkReaderWriterCompatibility(reader, writer)
                        .getType()
                == SchemaCompatibilityType.COMPATIBLE;
    }

    private static Schema parsed(String text) throws Refusal {
        try {
            return new Schema.Parser().parse(text);
        } catch (SchemaParseException e) {
            throw new Refusal(422, 42201, "Input schema is an invalid Avro schema: " + e.getMessage());
        }
    }
}
