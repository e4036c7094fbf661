// SPDX-License-Identifier: Apache-2.0
/** What each bundle needs and shows, read from the built distribution by a framework in which nothing is started. */
package org.bioxen.itests.resolution;
