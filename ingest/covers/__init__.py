"""What a document's first pages say it is: a company's filing or report, on which period."""
