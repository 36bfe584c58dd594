package io.m6flow.launcher.cluster;

/** A process of the cluster, which is started again when it ends by itself. Thread-safe. */
interface ClusterPart extends AutoCloseable {
    String name();

    /** Starts it; it need not answer yet when this returns. */
    void start();

    /** The process that runs now. */
    long pid();

    /** How often it was started. */
    int starts();

    /** Ends it for good. */
    @Override
    void close();
}
