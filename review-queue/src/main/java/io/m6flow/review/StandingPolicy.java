package io.m6flow.review;

/** The policies that decide without being asked about a single draft; their names stand in the audit chain. */
public enum StandingPolicy {
    /** What a withdrawal made void or revoked. */
    WITHDRAWAL("withdrawal"),
    /** A live script past its deadline goes out as it was recognised. */
    PUBLISH_RAW("publish-raw"),
    /** Anything else past its deadline leaves nothing. */
    DROP("drop");

    private final String policyName;

    StandingPolicy(String policyName) {
        this.policyName = policyName;
    }

    public String policyName() {
        return policyName;
    }
}
