package io.m6flow.schema.registry;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * What a registry answered.
 *
 * @param base the registry's address, for complaints
 * @param body as JSON; missing where it was none
 */
record RegistryAnswer(String base, int status, JsonNode body) {
    private static final int SUBJECT_NOT_FOUND = 40401;
    private static final int SCHEMA_NOT_FOUND = 40403;
    private static final int MOST_CHARACTERS = 600;

    /** Whether the registry itself says so, and not some other server that has no such page. */
    boolean saysNotFound() {
        int code = body.path("error_code").asInt(0);
        return status == 404 && code >= SUBJECT_NOT_FOUND && code <= SCHEMA_NOT_FOUND;
    }

    String message() {
        String message = body.path("message").asText("status " + status);
        return message.length() <= MOST_CHARACTERS ? message : message.substring(0, MOST_CHARACTERS) + "…";
    }

    /**
     * The body of an answer that went well.
     *
     * @throws RegistryException with what to do, if it did not
     */
    JsonNode expected() {
        if (status / 100 == 2 && (body.isObject() || body.isArray())) {
            return body;
        }
        if (status >= 500 || status == 429 || status == 408) {
            throw new RegistryAwayException(
                    "the schema registry at " + base + " cannot answer now (" + status + ": " + message() + ")");
        }
        if (status == 401 || status == 403) {
            throw new RegistryException("the schema registry at " + base + " refuses us (" + status
                    + "); set schema.registry.user and its password");
        }
        throw new RegistryException(
                "what answers at " + base + " is no schema registry (" + status + ": " + message()
                        + "); schema.registry.url must end where /subjects begins, such as http://registry:8080/apis/ccompat/v7");
    }
}
