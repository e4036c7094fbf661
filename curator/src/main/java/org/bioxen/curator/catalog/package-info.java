// SPDX-License-Identifier: Apache-2.0
/**
 * The catalogs that there are, asked as one: which is asked first, how long, and what its failures mean. For the packages of this
 * bundle that plan and carry out changes.
 */
package org.bioxen.curator.catalog;
