// SPDX-License-Identifier: Apache-2.0
/**
 * What says that an engine's Lua is Lua: {@link org.bioxen.tck.conformance.ConformanceTck}, small cases whose expected
 * results the real interpreters gave. A backend's author extends it in the tests of the plugin; nothing here is for use at
 * run time.
 */
package org.bioxen.tck.conformance;
