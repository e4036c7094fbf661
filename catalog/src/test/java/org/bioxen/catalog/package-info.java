// SPDX-License-Identifier: Apache-2.0
/**
 * Tests that hold the packages of the default catalog to their manifests and run what they bring on every interpreter.
 * Nothing outside this package calls it.
 */
package org.bioxen.catalog;
