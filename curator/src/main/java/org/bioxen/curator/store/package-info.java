// SPDX-License-Identifier: Apache-2.0
/**
 * What is kept once for all environments: files by their digest, what artifacts hold, and whose digest was seen first; with the
 * durable writing and the locks that this takes. For the packages of this bundle that build environments.
 */
package org.bioxen.curator.store;
