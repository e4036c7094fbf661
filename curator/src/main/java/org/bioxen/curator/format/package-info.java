// SPDX-License-Identifier: Apache-2.0
/**
 * The platform's own package format, {@code bioxen}: the manifest, where its files go, and the strict reading of JSON that catalogs
 * use too. The rest of the curator calls it; it touches no disk and no network.
 */
package org.bioxen.curator.format;
