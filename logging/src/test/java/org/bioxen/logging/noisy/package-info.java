// SPDX-License-Identifier: Apache-2.0
/** A bundle for tests that logs by every means. It is put into a framework, and called by nobody. */
package org.bioxen.logging.noisy;
