// SPDX-License-Identifier: Apache-2.0
/**
 * A bundle that puts load on the VM manager, made of these classes while the test runs. What is outside of the framework talks to it in
 * types of the JDK alone.
 */
package org.bioxen.itests.hotswap.load;
