package io.m6flow.schema.registry;

import org.apache.avro.Schema;

/**
 * Keeps schemas under ids, and the versions that a subject has had. Safe for many threads; each call may block for as
 * long as the settings allow.
 */
public interface SchemaRegistry {

    /**
     * The id of a schema, which becomes the subject's newest version unless it is one already.
     *
     * @throws SchemaRefusedException if the registry does not take it, say because readers of the subject would break
     * @throws RegistryException if the registry does not answer as one does
     */
    int register(String subject, Schema schema);

    /**
     * What the registry keeps under an id.
     *
     * @throws RegistryException if the registry does not answer as one does, so that nothing is known about the id
     */
    SchemaLookup find(int id);
}
