CREATE TABLE `p` (
 `id` int,
 `n` varchar(8),
 KEY (id)
);
INSERT INTO `p` VALUES (1,'O\'N'),(2,NULL);
