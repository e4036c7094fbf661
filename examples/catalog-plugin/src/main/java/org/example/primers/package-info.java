// SPDX-License-Identifier: Apache-2.0
/**
 * A catalog as a plugin, to start from: {@link org.example.primers.PrimerCatalog} is all of it. Nobody calls it but the platform.
 */
package org.example.primers;
