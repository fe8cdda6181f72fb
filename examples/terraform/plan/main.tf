# What the plan beside this file was made from.
variable "engine_version" {
  default = "16.4"
}

resource "aws_ebs_volume" "archive" {
  count             = 2
  availability_zone = "eu-central-1a"
  size              = 100
  encrypted         = false
}

resource "aws_rds_cluster" "orders" {
  cluster_identifier  = "orders"
  engine              = "aurora-postgresql"
  storage_encrypted   = true
  deletion_protection = true
  kms_key_id          = aws_kms_key.orders.arn
}

resource "aws_kms_key" "orders" {
  enable_key_rotation = true
}
