// SPDX-License-Identifier: Apache-2.0
/**
 * The backend {@code process}: runs a real Lua interpreter in an operating system process of its own for each engine and
 * talks with it in frames. Nothing here is called by other bundles; they meet it as a service of {@code
 * org.bioxen.spi.backend}.
 */
package org.bioxen.core.process;
