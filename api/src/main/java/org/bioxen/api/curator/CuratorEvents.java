// SPDX-License-Identifier: Apache-2.0
package org.bioxen.api.curator;

/**
 * The events that the platform posts to the OSGi Event Admin, where there is one, about environments and catalogs. Asynchronous, in
 * the order in which things happened.
 */
public final class CuratorEvents {
    /** Matches every topic of these events: {@value}. */
    public static final String ALL_TOPICS = "org/bioxen/curator/*";

    /** Topic: an environment has been made. */
    public static final String ENVIRONMENT_CREATED = "org/bioxen/curator/ENVIRONMENT_CREATED";

    /** Topic: an environment has a new generation. */
    public static final String ENVIRONMENT_CHANGED = "org/bioxen/curator/ENVIRONMENT_CHANGED";

    /** Topic: an environment has been deleted. */
    public static final String ENVIRONMENT_DELETED = "org/bioxen/curator/ENVIRONMENT_DELETED";

    /** Topic: a catalog has come. */
    public static final String CATALOG_ADDED = "org/bioxen/curator/CATALOG_ADDED";

    /** Topic: a catalog has gone. */
    public static final String CATALOG_REMOVED = "org/bioxen/curator/CATALOG_REMOVED";

    /** Property: name of the environment, a {@code String}. */
    public static final String ENVIRONMENT = "environment";

    /** Property: number of the generation, a {@code Long}. */
    public static final String GENERATION = "environment.generation";

    /** Property: id of the catalog, a {@code String}. */
    public static final String CATALOG = "catalog";

    private CuratorEvents() {}
}
