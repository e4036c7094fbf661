// SPDX-License-Identifier: Apache-2.0
/**
 * Which catalogs people have added and what they have decided about the others, kept over restarts; and what there is in all of them
 * together. Reached through the services {@link org.bioxen.api.curator.RepositoryManager} and {@link org.bioxen.api.curator.Curator}.
 */
package org.bioxen.curator.repository;
