// SPDX-License-Identifier: Apache-2.0
/**
 * The built-in catalogs: static files in a folder or on a web server, both over one index. For those who publish catalogs; everybody
 * else sees them as {@link org.bioxen.spi.catalog.CatalogProvider}s like any other.
 */
package org.bioxen.curator.catalog.site;
