package io.m6flow.generator.m6;

/** Opens a network: once at the start of an engine, and again after its device has failed. */
@FunctionalInterface
interface Networks {
    /** Called on the thread that will run the network. */
    Network open();
}
