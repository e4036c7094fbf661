// SPDX-License-Identifier: Apache-2.0
/**
 * What says that a catalog is a catalog: {@link org.bioxen.tck.catalog.CatalogTck}, which a catalog's author extends in the tests of
 * the plugin. Nothing here is for use at run time.
 */
package org.bioxen.tck.catalog;
