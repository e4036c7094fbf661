// SPDX-License-Identifier: Apache-2.0
/**
 * Changes of environments: what is asked for becomes a target, the target's packages are fetched and checked, and the environment
 * gets a new generation. Here are the services that the rest of the platform calls; nobody else calls this package.
 */
package org.bioxen.curator.change;
