// SPDX-License-Identifier: Apache-2.0
package org.bioxen.curator.catalog;

import java.time.Instant;
import java.util.Optional;

/**
 * How a catalog is.
 *
 * @param id what it is called, or would be
 * @param title what people are shown; may be empty
 * @param location where it is; may be empty
 * @param origin who brought it
 * @param priority the highest is asked first
 * @param enabled whether it is asked
 * @param seen when it last gave a snapshot
 * @param problem why it cannot be asked
 */
public record CatalogStatus(
        String id,
        String title,
        String location,
        String origin,
        int priority,
        boolean enabled,
        Optional<Instant> seen,
        Optional<String> problem) {}
