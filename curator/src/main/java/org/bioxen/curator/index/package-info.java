// SPDX-License-Identifier: Apache-2.0
/**
 * Catalogs of static files, the same in a folder and on a web server: {@link org.bioxen.curator.index.IndexReader} reads them, {@link
 * org.bioxen.curator.index.CatalogBuilder} makes them. The built-in catalogs call it; the format is documented for others in {@code
 * docs/catalog-format.md}.
 */
package org.bioxen.curator.index;
