// SPDX-License-Identifier: Apache-2.0
/**
 * Versions of packages and constraints on them, ordered and read as LuaRocks does. For the packages of this bundle; other
 * bundles see versions as text.
 */
package org.bioxen.curator.version;
